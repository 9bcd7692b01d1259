package io.serval.cli.internal.config;

/**
 * A value as somebody wrote it.
 *
 * @param key the key as it was written
 * @param text the value
 * @param origin where it stands, to be put in brackets: {@code application.properties:3}
 */
public record Entry(String key, String text, String origin) {}
