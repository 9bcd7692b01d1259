package io.serval.core.internal.json;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.VirtualAnnotatedMember;
import tools.jackson.databind.ser.VirtualBeanPropertyWriter;
import tools.jackson.databind.util.SimpleBeanPropertyDefinition;

/** The {@code type} field of a variant of a sealed type, written wherever the variant stands. */
final class TypeTag extends VirtualBeanPropertyWriter {
    static final String NAME = "type";

    private static final long serialVersionUID = 1;

    private TypeTag(MapperConfig<?> config, AnnotatedClass owner, BeanPropertyDefinition definition) {
        super(definition, owner.getAnnotations(), config.constructType(String.class));
    }

    static TypeTag of(MapperConfig<?> config, AnnotatedClass owner) {
        AnnotatedMember member =
                new VirtualAnnotatedMember(owner, owner.getRawType(), NAME, config.constructType(String.class));
        return new TypeTag(
                config, owner, SimpleBeanPropertyDefinition.construct(config, member, PropertyName.construct(NAME)));
    }

    /** The variants of a sealed type, those of sealed types below it too; of another type itself. */
    static List<Class<?>> variants(Class<?> type) {
        var variants = new ArrayList<Class<?>>();
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(below -> variants.addAll(variants(below)));
        } else if (!Modifier.isAbstract(type.getModifiers())) {
            variants.add(type);
        }
        return variants;
    }

    /** The variant that the tag names. */
    static Optional<Class<?>> variant(Class<?> type, String tag) {
        return variants(type).stream()
                .filter(variant -> variant.getSimpleName().equals(tag))
                .findFirst();
    }

    @Override
    protected Object value(Object variant, JsonGenerator generator, SerializationContext context) {
        return variant.getClass().getSimpleName();
    }

    @Override
    public VirtualBeanPropertyWriter withConfig(
            MapperConfig<?> config, AnnotatedClass owner, BeanPropertyDefinition definition, JavaType type) {
        return of(config, owner);
    }
}
