package io.serval.sql;

/**
 * A statement's argument of the type {@code jsonb}.
 *
 * @param text a JSON text (RFC 8259); PostgreSQL checks it
 */
public record Jsonb(String text) {}
