package io.serval.core.internal.dev;

/** HTML in the making: what is text is escaped, so nothing that a client sent becomes an element. */
final class Html {
    private final StringBuilder html = new StringBuilder();

    /** Adds markup of our own. */
    Html raw(String markup) {
        html.append(markup);
        return this;
    }

    /** Adds a text. */
    Html text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return this;
    }

    /** Adds an element that holds a text. */
    Html element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
