package io.serval.processor;

import javax.lang.model.element.TypeElement;

/** Tells classes that a processor wrote from those that people did. */
final class Generated {
    private Generated() {}

    /** Whether the class says that it is generated, or is a binder, which may have had no way to say so. */
    static boolean is(TypeElement type) {
        return Annotations.has(type, "Generated")
                || type.getInterfaces().stream()
                        .anyMatch(parent -> parent.toString().startsWith("io.serval.core.Binder."));
    }
}
