package io.serval.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.StartupException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RouteTrieTest {
    private final RouteTrie<String> trie = new RouteTrie<>();

    @Test
    @DisplayName("row 1: the root is found, and only if it is there")
    void root() {
        assertThat(find("/")).isEmpty();
        add("/");
        assertThat(find("/")).contains("/");
    }

    @Test
    @DisplayName("row 3: a folder called index is /index")
    void literalIndex() {
        add("/index");
        assertThat(find("/index")).contains("/index");
        assertThat(find("/")).isEmpty();
    }

    @Test
    @DisplayName("row 14: a parameter is exactly one segment")
    void parameter() {
        add("/users/{id}");
        assertThat(match("/users/42").pathValues()).isEqualTo(Map.of("id", List.of("42")));
        assertThat(find("/users")).isEmpty();
        assertThat(find("/users/4/2")).isEmpty();
    }

    @Test
    @DisplayName("row 20: each parameter of a path has its value")
    void twoParameters() {
        add("/users/{id}/posts/{post}");
        assertThat(match("/users/1/posts/2").pathValues()).isEqualTo(Map.of("id", List.of("1"), "post", List.of("2")));
    }

    @Test
    @DisplayName("row 29: a rest is one segment or more")
    void rest() {
        add("/files/{path...}");
        assertThat(match("/files/a/b/c").pathValues()).isEqualTo(Map.of("path", List.of("a", "b", "c")));
        assertThat(find("/files")).isEmpty();
    }

    @Test
    @DisplayName("row 49: a rest at the root gets its values")
    void rootRest() {
        add("/{slug...}");
        assertThat(match("/x/y").pathValues()).isEqualTo(Map.of("slug", List.of("x", "y")));
        assertThat(find("/")).isEmpty();
    }

    @Test
    @DisplayName("row 43: a literal goes before a parameter, and a parameter before a rest")
    void precedence() {
        add("/a/{rest...}");
        add("/a/{id}");
        add("/a/me");
        assertThat(find("/a/me")).contains("/a/me");
        assertThat(find("/a/you")).contains("/a/{id}");
        assertThat(find("/a/you/x")).contains("/a/{rest...}");
        assertThat(find("/a/me/x")).contains("/a/{rest...}");
    }

    @Test
    @DisplayName("row 43: the first difference from the left decides")
    void leftmost() {
        add("/{x}/b");
        add("/a/{y}");
        assertThat(find("/a/b")).contains("/a/{y}");
    }

    @Test
    @DisplayName("row 44: a branch that leads nowhere is left again, without a trace in the values")
    void backtracking() {
        add("/a/b/{y}");
        add("/a/{x}/c");
        add("/a/{x}/d/{z...}");
        add("/{all...}");
        assertThat(find("/a/b/c")).contains("/a/b/{y}");
        assertThat(find("/a/z/c")).contains("/a/{x}/c");
        assertThat(match("/a/z/d").pathValues()).isEqualTo(Map.of("all", List.of("a", "z", "d")));
    }

    @Test
    @DisplayName("row 48: case matters")
    void caseMatters() {
        add("/about");
        assertThat(find("/About")).isEmpty();
    }

    @Test
    @DisplayName("row 15: a value that looks like a template is a value")
    void literalBraces() {
        add("/users/{id}");
        assertThat(match("/users/{id}").pathValues()).isEqualTo(Map.of("id", List.of("{id}")));
    }

    @Test
    @DisplayName("row 161: nobody can change the values of a match")
    void immutable() {
        add("/files/{path...}");
        var values = match("/files/a").pathValues();
        assertThatThrownBy(values::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> values.getOrDefault("path", List.of()).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @DisplayName("row 41: two routes of one address are R01, and the message names both")
    void duplicate() {
        trie.add("/users/{id}", "shop.routes.users.$id", "first");
        assertThatThrownBy(() -> trie.add("/users/{id}", "shop.routes.Users.$id", "second"))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("R01", "shop.routes.users.$id", "shop.routes.Users.$id", "/users/{id}");
    }

    @Test
    @DisplayName("row 22: one place with two parameter names is R03, and the message names both")
    void nameDrift() {
        trie.add("/users/{id}", "first", "");
        assertThatThrownBy(() -> trie.add("/users/{user}/posts", "second", ""))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("R03", "first", "second", "'id'", "'user'");
    }

    @Test
    @DisplayName("row 21: one parameter name twice in a path is R04")
    void repeated() {
        assertThatThrownBy(() -> add("/a/{id}/b/{id...}"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("R04");
    }

    @Test
    @DisplayName("row 32: a rest that is not last is R05")
    void restNotLast() {
        assertThatThrownBy(() -> add("/a/{path...}/b"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("R05");
    }

    private void add(String template) {
        trie.add(template, "routes of " + template, template);
    }

    private Optional<String> find(String path) {
        return trie.find(segments(path)).map(RouteTrie.Match::value);
    }

    private RouteTrie.Match<String> match(String path) {
        return trie.find(segments(path)).orElseThrow();
    }

    static List<String> segments(String path) {
        return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }
}
