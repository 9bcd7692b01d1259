package io.serval.processor;

import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;

/** Reads Javadoc, which only the sources hold. */
final class Docs {
    private final Elements elements;

    Docs(Elements elements) {
        this.elements = elements;
    }

    /** Returns the Javadoc of the element without its margins; empty if there is none. */
    String of(Element element) {
        String comment = elements.getDocComment(element);
        return comment == null
                ? ""
                : comment.stripTrailing()
                        .stripIndent()
                        .lines()
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n"))
                        .strip();
    }
}
