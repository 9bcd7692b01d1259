package io.serval.core.internal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.ser.BeanPropertyWriter;

/** Variants of sealed types carry a tag; a record component that may not be absent is required. */
final class WireRules extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;
    private static final RecordComponent[] NONE = {};

    /** On input Jackson reads the tag. On output it would forget the tag wherever the declared type is erased. */
    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value declared = super.findPolymorphicTypeInfo(config, annotated);
        boolean reading = config instanceof DeserializationConfig;
        if (declared == null && reading && annotated instanceof AnnotatedClass type && tagged(type)) {
            return JsonTypeInfo.Value.construct(
                    JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, TypeTag.NAME, null, false, true, null);
        }
        return declared;
    }

    @Override
    public void findAndAddVirtualProperties(
            MapperConfig<?> config, AnnotatedClass type, List<BeanPropertyWriter> properties) {
        super.findAndAddVirtualProperties(config, type, properties);
        if (tagged(type) && super.findPolymorphicTypeInfo(config, type) == null) {
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

    private static boolean optional(AnnotatedParameter parameter) {
        return parameter.getRawType().equals(Optional.class)
                || declaredType(parameter).isAnnotationPresent(Nullable.class);
    }

    /** An explicit canonical constructor need not repeat the annotations of the components, so those are asked. */
    private static AnnotatedType declaredType(AnnotatedParameter parameter) {
        var executable = (Executable) parameter.getOwner().getAnnotated();
        var components = executable.getDeclaringClass().getRecordComponents();
        return components != null && components.length == executable.getParameterCount()
                ? components[parameter.getIndex()].getAnnotatedType()
                : executable.getAnnotatedParameterTypes()[parameter.getIndex()];
    }

    private static void requireNoClash(Class<?> variant) {
        for (RecordComponent component : variant.isRecord() ? variant.getRecordComponents() : NONE) {
            if (component.getName().equals(TypeTag.NAME)) {
                throw new IllegalArgumentException(variant.getName() + " has a component called '" + TypeTag.NAME
                        + "', and as a variant of a sealed type a tag of that name. Rename the component.");
            }
        }
    }

    private static boolean tagged(AnnotatedClass annotated) {
        Class<?> type = annotated.getRawType();
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
