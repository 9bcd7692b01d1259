package io.serval.core.internal.json;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** Reads documents as trees, and tells how types look as trees. */
public final class JsonTree {
    private final JsonMapper mapper;
    private final ObjectReader reader;

    /** Has as many entries as the application has records. */
    private final Map<JavaType, Optional<Map<String, Component>>> components = new ConcurrentHashMap<>();

    /** Reads by the rules of the mapper. */
    public JsonTree(JsonMapper mapper) {
        this.mapper = mapper;
        reader = mapper.reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    /** Where a document goes on after its end. */
    static final class Trailing extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient TokenStreamLocation where;

        Trailing(TokenStreamLocation where) {
            super("The document goes on after its end.");
            this.where = where;
        }

        TokenStreamLocation where() {
            return where;
        }
    }

    /** Reads the document, which has nothing after its end. */
    JsonNode read(byte[] json) {
        try (JsonParser parser = mapper.createParser(json)) {
            parser.nextToken();
            JsonNode tree = reader.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .forType(JsonNode.class)
                    .readValue(parser);
            if (parser.nextToken() != null) {
                throw new Trailing(parser.currentTokenLocation());
            }
            return tree;
        }
    }

    JavaType type(Type type) {
        return mapper.constructType(type);
    }

    JavaType variant(JavaType sealed, Class<?> variant) {
        return mapper.getTypeFactory().constructSpecializedType(sealed, variant);
    }

    Object build(JsonNode node, JavaType type) {
        return reader.forType(type).readValue(node);
    }

    /**
     * Returns the components of a record by their names in JSON; empty for a type that is no record, or one that is read in
     * a way of its own.
     */
    Optional<Map<String, Component>> components(JavaType type) {
        return type.getRawClass().isRecord() ? components.computeIfAbsent(type, this::introspected) : Optional.empty();
    }

    private Optional<Map<String, Component>> introspected(JavaType type) {
        DeserializationConfig config = mapper.deserializationConfig();
        ClassIntrospector introspector = config.classIntrospectorInstance().forOperation(config);
        BeanDescription description =
                introspector.introspectForDeserialization(type, introspector.introspectClassAnnotations(type));
        boolean itsOwnWay = description.findJsonValueAccessor() != null
                || !description.getFactoryMethodsWithMode().isEmpty();
        var byName = new LinkedHashMap<String, Component>();
        for (BeanPropertyDefinition property : description.findProperties()) {
            AnnotatedParameter parameter = property.getConstructorParameter();
            if (parameter != null) {
                byName.put(
                        property.getName(),
                        new Component(
                                property.getInternalName(),
                                parameter.getType(),
                                WireRules.optional(parameter),
                                WireRules.asString(parameter)));
            }
        }
        return itsOwnWay ? Optional.empty() : Optional.of(byName);
    }

    /**
     * A component of a record.
     *
     * @param name its name in Java
     * @param optional whether it may be missing or null
     * @param asString whether its long stands in a text
     */
    record Component(String name, JavaType type, boolean optional, boolean asString) {}
}
