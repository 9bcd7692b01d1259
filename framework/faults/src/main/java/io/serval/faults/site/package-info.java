/** The application that is hurt: counters that anybody may raise and watch. */
@NullMarked
package io.serval.faults.site;

import org.jspecify.annotations.NullMarked;
