package checked;

import io.serval.core.Name;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Pattern.Flag;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public record Order(
        @NotBlank @Size(max = 40) String customer,
        @Email Optional<String> email,
        @NotEmpty List<Line> lines,
        List<@NotBlank @Size(max = 8) String> tags,
        Map<@Pattern(regexp = "[a-z]+", flags = {Flag.CASE_INSENSITIVE, Flag.DOTALL}) String, List<@Min(1) Integer>> counts,
        Optional<Payment> payment,
        @DecimalMin(value = "0", inclusive = false, message = "A discount is more than {value}.") BigDecimal discount,
        @Name("internal-remark") @Size(max = 100) Optional<String> remark) {
    public record Line(
            @Pattern(regexp = "[A-Z]+\\d") @Pattern(regexp = ".{2,4}") String sku,
            @Min(1) @Max(value = 10_000_000_000L, message = "{too.many}") long quantity,
            List<Line> parts) {}

    sealed interface Payment {
        record Card(@Size(min = 16, max = 16) String number) implements Payment {}

        record Cash() implements Payment {}
    }
}
