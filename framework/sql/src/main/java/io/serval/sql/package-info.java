/**
 * PostgreSQL, the only database: {@link io.serval.sql.Database} opens it, embedded or by URL, and runs transactions on
 * it. A statement ends when the {@link io.serval.core.Scope} that it runs in is cancelled.
 */
@NullMarked
package io.serval.sql;

import org.jspecify.annotations.NullMarked;
