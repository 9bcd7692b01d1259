package io.serval.core.internal.link;

import io.serval.core.Verb;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.reflect.AccessFlag;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a class file of the tree tells about its source.
 *
 * @param file the source file: {@code shop/routes/users.java}
 * @param verbs the verbs that it has methods or constants for
 * @param lines where the first statement of each verb's method is
 * @param firstLine where the first statement of all is
 * @param mayAnswer whether it has any member called like a verb: a constant may be of a handler's subtype
 * @param wraps whether a verb's method has the form of middleware
 * @param segment what its {@code @Segment} says
 * @param topLevel whether it is a class of its own that a person wrote: neither nested nor a binder
 */
record ClassFacts(
        String file,
        Set<Verb> verbs,
        Map<Verb, Integer> lines,
        OptionalInt firstLine,
        boolean mayAnswer,
        boolean wraps,
        Optional<String> segment,
        boolean topLevel) {
    private static final String SEGMENT = "Lio/serval/core/Segment;";
    private static final String HANDLER = "Lio/serval/core/Handler;";
    private static final String MIDDLEWARE = "(Lio/serval/core/Request;Lio/serval/core/Handler;)";
    private static final String BINDER = "io/serval/core/Binder$";

    static ClassFacts of(ClassModel model) {
        String name = model.thisClass().asInternalName();
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        String file = model.findAttribute(Attributes.sourceFile())
                .map(source -> folder + source.sourceFile().stringValue())
                .orElse(name + ".java");
        Set<Verb> verbs = EnumSet.noneOf(Verb.class);
        Map<Verb, Integer> lines = new EnumMap<>(Verb.class);
        boolean mayAnswer = false;
        boolean wraps = false;
        for (Verb verb : Verb.values()) {
            Optional<MethodModel> method = methodOf(model, verb);
            if (method.isPresent()) {
                verbs.add(verb);
                line(method.get()).ifPresent(line -> lines.put(verb, line));
                wraps |= method.get().methodType().stringValue().startsWith(MIDDLEWARE);
            }
            Optional<FieldModel> constant = model.fields().stream()
                    .filter(field -> field.fieldName().equalsString(verb.methodName())
                            && !field.flags().has(AccessFlag.PRIVATE))
                    .findFirst();
            if (constant.filter(field -> field.fieldType().equalsString(HANDLER))
                    .isPresent()) {
                verbs.add(verb);
            }
            mayAnswer |= method.isPresent() || constant.isPresent();
        }
        return new ClassFacts(
                file,
                verbs,
                lines,
                model.methods().stream()
                        .flatMapToInt(method -> line(method).stream())
                        .min(),
                mayAnswer,
                wraps,
                segment(model),
                model.findAttribute(Attributes.nestHost()).isEmpty()
                        && model.interfaces().stream()
                                .noneMatch(type -> type.asInternalName().startsWith(BINDER)));
    }

    /** The file, with the line of the verb's method if the compiler recorded lines. */
    String place(Optional<Verb> verb) {
        Optional<Integer> line = verb.map(lines::get);
        if (line.isPresent()) {
            return file + ":" + line.get();
        }
        return firstLine.isPresent() ? file + ":" + firstLine.getAsInt() : file;
    }

    private static Optional<MethodModel> methodOf(ClassModel model, Verb verb) {
        return model.methods().stream()
                .filter(method -> method.methodName().equalsString(verb.methodName())
                        && !method.flags().has(AccessFlag.PRIVATE)
                        && !method.flags().has(AccessFlag.SYNTHETIC))
                .findFirst();
    }

    private static OptionalInt line(MethodModel method) {
        return method
                .findAttribute(Attributes.code())
                .flatMap(code -> code.findAttribute(Attributes.lineNumberTable()))
                .stream()
                .flatMapToInt(table -> table.lineNumbers().stream().mapToInt(LineNumberInfo::lineNumber))
                .min();
    }

    private static Optional<String> segment(ClassModel model) {
        return model.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
                .flatMap(all -> all.annotations().stream())
                .filter(annotation -> annotation.className().equalsString(SEGMENT))
                .flatMap(annotation -> annotation.elements().stream())
                .map(element -> element.value() instanceof AnnotationValue.OfString text ? text.stringValue() : "")
                .findFirst();
    }
}
