package io.serval.core.internal.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.serval.core.AsString;
import io.serval.core.Name;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** Variants of sealed types carry a tag; a record component that may not be absent is required. */
final class WireRules extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;
    private static final RecordComponent[] NONE = {};
    private static final FromText LONG_FROM_TEXT = new FromText(Long.class, Scalars.LONG_AS_TEXT);

    /** On input Jackson reads the tag. On output it would forget the tag wherever the declared type is erased. */
    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value declared = super.findPolymorphicTypeInfo(config, annotated);
        boolean reading = config instanceof DeserializationConfig;
        if (declared == null && reading && annotated instanceof AnnotatedClass type && tagged(type.getRawType())) {
            return JsonTypeInfo.Value.construct(
                    JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, TypeTag.NAME, null, false, true, null);
        }
        return declared;
    }

    @Override
    public void findAndAddVirtualProperties(
            MapperConfig<?> config, AnnotatedClass type, List<BeanPropertyWriter> properties) {
        super.findAndAddVirtualProperties(config, type, properties);
        if (tagged(type.getRawType()) && super.findPolymorphicTypeInfo(config, type) == null) {
            requireNoClash(type.getRawType());
            properties.addFirst(TypeTag.of(config, type));
        }
    }

    @Override
    public @Nullable Object findSerializer(MapperConfig<?> config, Annotated annotated) {
        boolean sealed = annotated instanceof AnnotatedClass type
                && type.getRawType().isSealed()
                && type.getRawType().isInterface();
        Object declared = super.findSerializer(config, annotated);
        if (declared == null && asString(annotated, true)) {
            return ToStringSerializer.instance;
        }
        return declared == null && sealed ? new AsVariant() : declared;
    }

    /** Neither null nor nothing passes where the code expects a value; nor do nulls in lists and maps. */
    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
        if (annotated instanceof AnnotatedParameter parameter) {
            return JsonSetter.Value.construct(optional(parameter) ? Nulls.DEFAULT : Nulls.FAIL, Nulls.FAIL);
        }
        return super.findSetterInfo(config, annotated);
    }

    /** Whether the value may be missing or null. */
    static boolean optional(AnnotatedParameter parameter) {
        return parameter.getRawType().equals(Optional.class)
                || declaredType(parameter).isAnnotationPresent(Nullable.class);
    }

    private static AnnotatedType declaredType(AnnotatedParameter parameter) {
        Optional<RecordComponent> component = component(parameter);
        return component.isPresent()
                ? component.get().getAnnotatedType()
                : ((Executable) parameter.getOwner().getAnnotated()).getAnnotatedParameterTypes()[parameter.getIndex()];
    }

    @Override
    public @Nullable PropertyName findNameForSerialization(MapperConfig<?> config, Annotated annotated) {
        PropertyName declared = super.findNameForSerialization(config, annotated);
        return declared == null ? nameOnTheWire(annotated) : declared;
    }

    @Override
    public @Nullable PropertyName findNameForDeserialization(MapperConfig<?> config, Annotated annotated) {
        PropertyName declared = super.findNameForDeserialization(config, annotated);
        return declared == null ? nameOnTheWire(annotated) : declared;
    }

    private static @Nullable PropertyName nameOnTheWire(Annotated annotated) {
        return component(annotated)
                .map(component -> component.getAnnotation(Name.class))
                .map(name -> PropertyName.construct(name.value()))
                .orElse(null);
    }

    @Override
    public @Nullable Object findDeserializer(MapperConfig<?> config, Annotated annotated) {
        Object declared = super.findDeserializer(config, annotated);
        return declared == null && asString(annotated, true) ? LONG_FROM_TEXT : declared;
    }

    @Override
    public @Nullable Object findContentDeserializer(MapperConfig<?> config, Annotated annotated) {
        Object declared = super.findContentDeserializer(config, annotated);
        return declared == null && asString(annotated, false) ? LONG_FROM_TEXT : declared;
    }

    @Override
    public @Nullable Object findContentSerializer(MapperConfig<?> config, Annotated annotated) {
        Object declared = super.findContentSerializer(config, annotated);
        return declared == null && asString(annotated, false) ? ToStringSerializer.instance : declared;
    }

    /** Whether the component is a long, or an optional one, that stands in a text. */
    static boolean asString(AnnotatedParameter parameter) {
        return asString(parameter, true) || asString(parameter, false);
    }

    /** Whether the value itself, or the one inside an Optional, is a long that stands in a text. */
    private static boolean asString(Annotated annotated, boolean itself) {
        Class<?> type = annotated.getRawType();
        boolean fits = itself ? type.equals(long.class) || type.equals(Long.class) : type.equals(Optional.class);
        return fits
                && component(annotated)
                        .filter(component -> component.isAnnotationPresent(AsString.class))
                        .isPresent();
    }

    /**
     * Components are asked for their annotations: an explicit constructor need not repeat them, and an accessor only has
     * those that are allowed on methods.
     */
    private static Optional<RecordComponent> component(Annotated annotated) {
        return switch (annotated) {
            case AnnotatedParameter parameter -> {
                var executable = (Executable) parameter.getOwner().getAnnotated();
                var components = executable.getDeclaringClass().getRecordComponents();
                yield components != null && components.length == executable.getParameterCount()
                        ? Optional.of(components[parameter.getIndex()])
                        : Optional.empty();
            }
            case AnnotatedMember member
            when member.getDeclaringClass().isRecord() ->
                Arrays.stream(member.getDeclaringClass().getRecordComponents())
                        .filter(component -> component.getName().equals(member.getName()))
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static void requireNoClash(Class<?> variant) {
        for (RecordComponent component : variant.isRecord() ? variant.getRecordComponents() : NONE) {
            if (component.getName().equals(TypeTag.NAME)) {
                throw new IllegalArgumentException(variant.getName() + " has a component called '" + TypeTag.NAME
                        + "', and as a variant of a sealed type a tag of that name. Rename the component.");
            }
        }
    }

    /** Whether values of the type carry a tag. */
    static boolean tagged(Class<?> type) {
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
