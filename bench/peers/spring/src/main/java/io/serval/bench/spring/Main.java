package io.serval.bench.spring;

import io.serval.bench.bursts.Bursts;
import io.serval.bench.orders.Found;
import io.serval.bench.orders.Order;
import io.serval.bench.orders.Placed;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Spring Boot with Tomcat, see {@code application.properties}; the file is in {@code public/} on the class path. */
@SpringBootApplication
@RestController
public class Main {
    /** Takes nothing. */
    public static void main(String[] args) {
        var context = SpringApplication.run(Main.class);
        System.out.println("ready " + context.getEnvironment().getProperty("local.server.port"));
        Bursts.obey(context.getBean(Followers.class)::broadcast);
    }

    @GetMapping(path = "/plaintext", produces = "text/plain")
    String plaintext() {
        return "Hello, World!";
    }

    @GetMapping("/orders/{id}")
    Found order(@PathVariable long id, @RequestParam int page, @RequestParam List<String> tag) {
        return new Found(id, page, tag);
    }

    @PostMapping("/orders")
    Placed place(@Valid @RequestBody Order order) {
        return Placed.of(order);
    }
}
