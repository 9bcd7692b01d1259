/** What is behind the database: the embedded server's files and processes, the pool, and cancellation. */
@NullMarked
package io.serval.sql.internal;

import org.jspecify.annotations.NullMarked;
