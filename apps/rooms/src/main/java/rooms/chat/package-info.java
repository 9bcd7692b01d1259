/** Rooms and what is said in them. */
@org.jspecify.annotations.NullMarked
package rooms.chat;
