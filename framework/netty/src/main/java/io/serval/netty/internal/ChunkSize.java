package io.serval.netty.internal;

/** The line before each chunk (RFC 9112 §7.1): its size, and extensions that mean nothing here but must be well-formed. */
final class ChunkSize {
    /** Of as many digits as a line can do with; what is larger than any body is refused. */
    static final int MAX_DIGITS = 15;

    private ChunkSize() {}

    /** Returns how many bytes of the line are extensions. */
    static int extensions(byte[] line) {
        return line.length - digits(line);
    }

    /** Reads the size. */
    static long of(byte[] line) {
        int digits = digits(line);
        if (digits == 0 || digits > MAX_DIGITS) {
            throw Refusals.malformed("the size of a chunk must be 1 to " + MAX_DIGITS + " hexadecimal digits");
        }
        long size = 0;
        for (int i = 0; i < digits; i++) {
            size = size << 4 | Character.digit(line[i], 16);
        }
        int at = digits;
        while (at < line.length) {
            at = extension(line, at);
        }
        return size;
    }

    private static int digits(byte[] line) {
        int at = 0;
        while (at < line.length && line[at] > 0 && Character.digit(line[at], 16) >= 0) {
            at++;
        }
        return at;
    }

    /** Checks one extension (§7.1.1) and returns the index behind it. */
    private static int extension(byte[] line, int from) {
        int semicolon = Syntax.space(line, from);
        expect(semicolon < line.length && line[semicolon] == ';');
        int name = Syntax.space(line, semicolon + 1);
        int end = Syntax.token(line, name);
        expect(end > name);
        int equals = Syntax.space(line, end);
        if (equals == line.length || line[equals] != '=') {
            return end;
        }
        int value = Syntax.space(line, equals + 1);
        if (value < line.length && line[value] == '"') {
            return quoted(line, value + 1);
        }
        int behind = Syntax.token(line, value);
        expect(behind > value);
        return behind;
    }

    private static int quoted(byte[] line, int from) {
        for (int at = from; at < line.length; at++) {
            if (line[at] == '"') {
                return at + 1;
            }
            if (line[at] == '\\') {
                at++;
                expect(at < line.length);
            }
            expect(Syntax.isText(line[at]));
        }
        throw malformed();
    }

    private static void expect(boolean right) {
        if (!right) {
            throw malformed();
        }
    }

    private static RuntimeException malformed() {
        return Refusals.malformed("the size of a chunk is followed by something that is no extension");
    }
}
