package io.serval.core.internal;

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
