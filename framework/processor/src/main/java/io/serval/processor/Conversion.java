package io.serval.processor;

import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** How a binder turns a text of a request into a value. */
sealed interface Conversion {
    /**
     * Checks a text that stands in the source.
     *
     * @throws IllegalArgumentException or {@link java.time.DateTimeException} if it cannot be read
     */
    void check(String text);

    /**
     * A constant of the core's {@code Conversion}.
     *
     * @param name the constant's name
     * @param value what it holds
     */
    record Constant(String name, io.serval.core.Conversion<?> value) implements Conversion {
        @Override
        public void check(String text) {
            value.reader().read(text);
        }
    }

    /** By the names of an enum's constants. */
    record OfEnum(TypeMirror type) implements Conversion {
        @Override
        public void check(String text) {
            if (names().stream().noneMatch(text::equalsIgnoreCase)) {
                throw new IllegalArgumentException(text);
            }
        }

        private List<String> names() {
            var declared = (TypeElement) ((DeclaredType) type).asElement();
            return ElementFilter.fieldsIn(declared.getEnclosedElements()).stream()
                    .filter(field -> field.getKind() == ElementKind.ENUM_CONSTANT)
                    .map(field -> field.getSimpleName().toString())
                    .toList();
        }
    }
}
