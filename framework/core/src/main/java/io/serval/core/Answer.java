package io.serval.core;

import java.lang.reflect.Type;

/**
 * One way in which an operation answers.
 *
 * @param status the HTTP status
 * @param type what the body holds, {@code void} if there is none
 */
public record Answer(int status, Type type) {}
