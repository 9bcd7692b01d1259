package io.serval.bench.orders;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What is posted. Serval and Spring check the constraints; {@link OrderRules} says the same by hand. */
public record Order(
        @NotBlank @Size(max = 80) String customer,
        @NotNull @Email String email,
        @NotNull @Valid Address address,
        @NotEmpty @Size(max = 50) List<@Valid Line> lines) {
    /** Where it goes. */
    public record Address(
            @NotBlank @Size(max = 120) String street,
            @NotBlank @Size(max = 80) String city,
            @NotNull @Pattern(regexp = "[A-Z]{2}") String country) {}

    /** How much of what, at how many cents each. */
    public record Line(
            @NotNull @Pattern(regexp = "[A-Z]{3}-[0-9]{1,6}")
            String sku,

            @Min(1) @Max(1000) int quantity,
            @Min(0) long cents) {}
}
