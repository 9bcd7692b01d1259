/** A chat in rooms. */
@org.jspecify.annotations.NullMarked
package rooms;
