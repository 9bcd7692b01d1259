package io.serval.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintFaultTest {
    private static final String EVEN = """
            package shop;

            import jakarta.validation.Constraint;
            import jakarta.validation.Payload;
            import java.lang.annotation.ElementType;
            import java.lang.annotation.Retention;
            import java.lang.annotation.RetentionPolicy;
            import java.lang.annotation.Target;

            @Constraint(validatedBy = {})
            @Retention(RetentionPolicy.RUNTIME)
            @Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.TYPE})
            @interface Even {
                String message() default "";

                Class<?>[] groups() default {};

                Class<? extends Payload>[] payload() default {};
            }
            """;

    @TempDir
    Path folder;

    @Test
    @DisplayName("R14: a constraint that does not fit its type is pointed at, with the types that it fits")
    void doesNotFit() {
        assertThat(compile("@Min(1) String name")).containsExactly("""
                shop/Order.java:6: [R14] shop.Order: the component 'name' has @Min, which does not fit the type String.
                  Expected: a whole number (byte to long, BigInteger) or a BigDecimal.
                  Choose another constraint, or another type.""");
    }

    @DisplayName("R14: constraints fit the types that Jakarta Validation names for them")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            @NotNull Object a                           |
            @Null String a                              |
            @AssertTrue boolean a                       |
            @AssertFalse Boolean a                      |
            @AssertTrue String a                        | @AssertTrue, which does not fit the type String
            @Min(1) byte a                              |
            @Max(1) java.math.BigInteger a              |
            @Min(1) double a                            | @Min, which does not fit the type double
            @DecimalMin("1") String a                   |
            @DecimalMax("1") Float a                    | @DecimalMax, which does not fit the type Float
            @Digits(integer = 1, fraction = 1) short a  |
            @Positive double a                          |
            @NegativeOrZero Float a                     |
            @Negative boolean a                         | @Negative, which does not fit the type boolean
            @Size(max = 1) int[] a                      |
            @Size(max = 1) CharSequence a               |
            @NotEmpty Map<String, String> a             |
            @NotEmpty Integer a                         | @NotEmpty, which does not fit the type Integer
            @NotBlank String[] a                        | @NotBlank, which does not fit the type String[]
            @NotBlank List<String> a                    | @NotBlank, which does not fit the type List<String>
            @Past java.time.LocalDate a                 |
            @PastOrPresent java.util.Date a             |
            @FutureOrPresent java.time.Year a           |
            @Future String a                            | @Future, which does not fit the type String
            @Email StringBuilder a                      |
            @Pattern(regexp = "a") Object a             | @Pattern, which does not fit the type Object
            @Min(1) Optional<Integer> a                 |
            Optional<@Min(1) Integer> a                 |
            @Min(1) Optional<String> a                  | @Min, which does not fit the type String
            List<@Min(1) String> a                      | @Min, which does not fit the type String
            Map<@Past String, String> a                 | @Past, which does not fit the type String
            List<? extends @Min(1) String> a            | @Min, which does not fit the type String
            """)
    void fits(String component, String fault) {
        if (fault == null) {
            assertThat(compile(component)).isEmpty();
        } else {
            assertThat(compile(component)).singleElement().asString().contains("[R14]", fault);
        }
    }

    @DisplayName("R14: a constraint that no value or no checker can meet is a fault")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            @Pattern(regexp = "[a") String a                        | does not compile: Unclosed character class
            @Email(regexp = "(") String a                           | does not compile
            @DecimalMin("much") String a                            | which is no number
            @Size(min = 2, max = 1) String a                        | no size at all, from 2 to 1
            @Digits(integer = -1, fraction = 0) int a               | fewer than no digits
            @NotNull(groups = Order.class) String a                 | groups or a payload
            @Even int a                                             | @Even, a constraint of its own
            List<@Even Integer> a                                   | @Even, a constraint of its own
            Box<Checked> a                                          | Box<Checked>, and what checks it does not know
            """)
    void cannotBeMet(String component, String fault) {
        assertThat(compile(component))
                .singleElement()
                .asString()
                .contains("shop/Order.java:6: [R14] shop.Order: the component 'a' ", fault);
    }

    @Test
    @DisplayName("R14: constraints on what is no component are not passed over")
    void elsewhere() {
        assertThat(new Project(folder)
                        .source("shop/Even.java", EVEN)
                        .source("shop/Range.java", """
                                package shop;

                                import jakarta.validation.constraints.AssertTrue;
                                import jakarta.validation.constraints.Min;

                                @Even
                                record Range(@Min(0) int from, int to) {
                                    @AssertTrue
                                    boolean isOrdered() {
                                        return from <= to;
                                    }
                                }
                                """)
                        .compile())
                .hasSize(2)
                .allSatisfy(message -> assertThat(message).contains("[R14]", "only the components of records"))
                .anyMatch(message -> message.startsWith("shop/Range.java:7: ") && message.contains("@Even"))
                .anyMatch(message -> message.startsWith("shop/Range.java:9: ") && message.contains("@AssertTrue"));
    }

    @Test
    @DisplayName("R14: a private record that leads to constraints is pointed at")
    void privateRecord() {
        assertThat(new Project(folder).source("shop/Order.java", """
                                package shop;

                                record Order(Line line) {
                                    private record Line(Sku sku) {}

                                    record Sku(@jakarta.validation.constraints.NotBlank String text) {}
                                }
                                """).compile()).containsExactly("""
                        shop/Order.java:4: [R14] shop.Order.Line has constraints and is private, so that nothing can check them.
                          Expected: a type that its package can name.
                          Drop 'private'.""");
    }

    @Test
    @DisplayName("R14: a record of a library that was compiled without the processor is not taken for checked")
    void library() {
        var project = new Project(folder).source("lib/Line.java", """
                        package lib;

                        public record Line(@jakarta.validation.constraints.NotBlank String sku) {}
                        """).source("shop/Order.java", """
                        package shop;

                        record Order(java.util.List<lib.Line> lines) {}
                        """);
        project.compileWith(List.of("-proc:none"), "lib/Line.java");

        assertThat(project.compile("shop/Order.java")).containsExactly("""
                shop/Order.java:3: [R14] shop.Order: the component 'lines' is a Line, which has constraints and comes from a library without the code that checks them.
                  Expected: a class lib.Line_Constraints.
                  Compile the library with Serval's processor, or declare a record of your own.""");
    }

    private List<String> compile(String component) {
        return new Project(folder)
                .source("shop/Even.java", EVEN)
                .source("shop/Box.java", "package shop; record Box<T>(T value) {}")
                .source("shop/Checked.java", """
                        package shop;

                        record Checked(@jakarta.validation.constraints.NotBlank String text) {}
                        """)
                .source("shop/Order.java", """
                        package shop;

                        import jakarta.validation.constraints.*;
                        import java.util.*;

                        record Order(%s) {}
                        """.formatted(component))
                .compile();
    }
}
