package io.serval.core.internal.form;

/** What one form may hold, as its texts are kept in memory. */
public final class FormLimits {
    /** The most bytes of one field's text in a multipart form. */
    public static final int FIELD = 64 * 1024;

    /** The most bytes of all texts together. */
    public static final int TEXTS = 1024 * 1024;

    /** The most fields and files. */
    public static final int PARTS = 1_000;

    /** The most bytes of a file that is kept in memory; a larger one goes to disk. */
    public static final int IN_MEMORY = 16 * 1024;

    /** The most bytes of the header of a part. */
    static final int PART_HEADER = 8 * 1024;

    private FormLimits() {}
}
