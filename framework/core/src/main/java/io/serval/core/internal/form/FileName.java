package io.serval.core.internal.form;

/** Makes a plain name of what a client calls a file (RFC 7578 §4.2): it may hold a path, or try to lead out of one. */
final class FileName {
    /** As long as a name may be in the usual file systems. */
    private static final int MOST = 255;

    private FileName() {}

    /** Returns the last part of the path; an empty text only for an empty text. */
    static String base(String sent) {
        if (sent.isEmpty()) {
            return sent;
        }
        int folders = Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1;
        String name = sent.substring(folders)
                .codePoints()
                .filter(c -> !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        String base = end(name);
        return base.isEmpty() || base.equals(".") || base.equals("..") ? "file" : base;
    }

    /** The end of a name holds what kind of file it is. */
    private static String end(String name) {
        int begin = Math.max(0, name.length() - MOST);
        boolean splits = begin > 0 && Character.isSurrogatePair(name.charAt(begin - 1), name.charAt(begin));
        return name.substring(splits ? begin + 1 : begin);
    }
}
