package io.serval.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Writes a {@code long} as a JSON string and reads it from nothing else: for numbers that may pass 2<sup>53</sup>, which
 * JavaScript would round.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME) // Json reads it
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
public @interface AsString {}
