/** Forms of several parts, their files, and what headers say of bodies. */
@NullMarked
package io.serval.core.internal.form;

import org.jspecify.annotations.NullMarked;
