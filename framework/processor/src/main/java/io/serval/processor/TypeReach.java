package io.serval.processor;

import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** Tells from where a class can be named. */
final class TypeReach {
    private TypeReach() {}

    /** Whether other classes of its package can name the class. */
    static boolean isVisible(TypeElement type) {
        return !type.getModifiers().contains(Modifier.PRIVATE)
                && (!(type.getEnclosingElement() instanceof TypeElement outer) || isVisible(outer));
    }

    /** Whether classes of all packages can name the class; members of interfaces are public by themselves. */
    static boolean isPublic(TypeElement type) {
        return type.getModifiers().contains(Modifier.PUBLIC)
                && (!(type.getEnclosingElement() instanceof TypeElement outer) || isPublic(outer));
    }
}
