package io.serval.processor;

import javax.lang.model.element.TypeElement;

/** Names the class that checks the constraints of a record or sealed interface, beside it in its package. */
final class Companion {
    private Companion() {}

    /** Returns the name: {@code Order_Line_Constraints} for {@code Order.Line}. */
    static String simpleName(TypeElement type) {
        return joined(type) + "_Constraints";
    }

    /** Returns the name of the package. */
    static String packageOf(TypeElement type) {
        if (type.getEnclosingElement() instanceof TypeElement outer) {
            return packageOf(outer);
        }
        String name = type.getQualifiedName().toString();
        return name.substring(0, Math.max(name.lastIndexOf('.'), 0));
    }

    /** Returns the name with the package. */
    static String qualifiedName(TypeElement type) {
        String packageName = packageOf(type);
        return (packageName.isEmpty() ? "" : packageName + ".") + simpleName(type);
    }

    private static String joined(TypeElement type) {
        return type.getEnclosingElement() instanceof TypeElement outer
                ? joined(outer) + "_" + type.getSimpleName()
                : type.getSimpleName().toString();
    }
}
