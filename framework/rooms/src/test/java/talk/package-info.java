/** The application of the tests. */
@org.jspecify.annotations.NullMarked
package talk;
