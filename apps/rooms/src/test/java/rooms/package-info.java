@org.jspecify.annotations.NullMarked
package rooms;
