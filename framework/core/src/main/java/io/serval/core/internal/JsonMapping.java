package io.serval.core.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.serval.core.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** Sets Jackson up for the wire rules of {@link io.serval.core.Json} and turns its errors into problems. */
public final class JsonMapping {
    private JsonMapping() {}

    /** Returns the mapper that all protocols share. */
    public static JsonMapper mapper() {
        return JsonMapper.builder()
                .annotationIntrospector(new WireRules())
                .changeDefaultPropertyInclusion(ignored ->
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** Returns the problem of input that is JSON but not what was asked for. */
    public static Problem fault(DatabindException e) {
        String detail = switch (e) {
            case UnrecognizedPropertyException unknown ->
                "Unknown field. Known are: " + unknown.getKnownPropertyIds() + ".";
            case InvalidTypeIdException wrong -> "Unknown or missing type '" + wrong.getTypeId() + "'.";
            case InvalidFormatException format ->
                "Cannot be read as " + simpleName(format.getTargetType()) + ": '" + format.getValue() + "'.";
            case MismatchedInputException mismatch -> firstLine(mismatch);
            default ->
                e.getCause() instanceof IllegalArgumentException refused
                        ? String.valueOf(refused.getMessage())
                        : firstLine(e);
        };
        return Problem.fault(pointer(e), detail);
    }

    private static String firstLine(JacksonException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("Not what was expected.");
    }

    private static String simpleName(@Nullable Class<?> type) {
        return type == null ? "the expected type" : type.getSimpleName();
    }

    private static String pointer(JacksonException e) {
        var pointer = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            pointer.append('/');
            if (step.getPropertyName() != null) {
                pointer.append(step.getPropertyName().replace("~", "~0").replace("/", "~1"));
            } else {
                pointer.append(step.getIndex());
            }
        }
        return pointer.toString();
    }

    /** Sealed types carry their variant's name; a component that may not be absent is required. */
    private static final class WireRules extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            JsonTypeInfo.Value declared = super.findPolymorphicTypeInfo(config, annotated);
            if (declared == null && annotated instanceof AnnotatedClass type && variantOfSealed(type.getRawType())) {
                return JsonTypeInfo.Value.construct(
                        JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, null);
            }
            return declared;
        }

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member instanceof AnnotatedParameter
                    && !member.getRawType().equals(Optional.class)
                    && !member.getAnnotated().isAnnotationPresent(Nullable.class)
                    && !nullableType(member);
        }

        private static boolean nullableType(AnnotatedMember member) {
            return member instanceof AnnotatedParameter parameter
                    && parameter.getOwner().getAnnotated() instanceof java.lang.reflect.Executable executable
                    && executable.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(
                            Nullable.class);
        }

        private static boolean variantOfSealed(Class<?> type) {
            if (type.isSealed() && type.isInterface()) {
                return true;
            }
            for (Class<?> parent : type.getInterfaces()) {
                if (parent.isSealed()) {
                    return true;
                }
            }
            return false;
        }
    }
}
