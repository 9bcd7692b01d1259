package io.serval.core.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RouteTrieTest {
    private final RouteTrie<String> trie = new RouteTrie<>(false, String::concat);

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
        assertThat(values("/users/42", "id")).containsExactly("42");
        assertThat(find("/users")).isEmpty();
        assertThat(find("/users/4/2")).isEmpty();
    }

    @Test
    @DisplayName("row 20: each parameter of a path has its value")
    void twoParameters() {
        add("/users/{id}/posts/{post}");
        assertThat(values("/users/1/posts/2", "id")).containsExactly("1");
        assertThat(values("/users/1/posts/2", "post")).containsExactly("2");
        assertThat(values("/users/1/posts/2", "other")).isEmpty();
    }

    @Test
    @DisplayName("row 29: a rest is one segment or more")
    void rest() {
        add("/files/{path...}");
        assertThat(values("/files/a/b/c", "path")).containsExactly("a", "b", "c");
        assertThat(find("/files")).isEmpty();
    }

    @Test
    @DisplayName("row 49: a rest at the root gets its values")
    void rootRest() {
        add("/{slug...}");
        assertThat(values("/x/y", "slug")).containsExactly("x", "y");
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
        assertThat(values("/a/z/d", "all")).containsExactly("a", "z", "d");
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
        assertThat(values("/users/{id}", "id")).containsExactly("{id}");
    }

    @Test
    @DisplayName("row 161: nobody can change the values of a match")
    void immutable() {
        add("/files/{path...}");
        List<String> values = values("/files/a", "path");
        assertThatThrownBy(values::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @DisplayName("row 23: a regex fits the whole segment")
    void regex() {
        add("/{id:[0-9]+}");
        assertThat(values("/7", "id")).containsExactly("7");
        assertThat(find("/7a")).isEmpty();
        assertThat(find("/a7")).isEmpty();
    }

    @Test
    @DisplayName("row 24, row 25: what a regex misses goes on to the parameter beside it, and to a rest")
    void regexMiss() {
        add("/users/{id:[0-9]+}");
        add("/users/{name}");
        add("/files/{id:[0-9]+}");
        add("/files/{rest...}");
        assertThat(find("/users/7")).contains("/users/{id:[0-9]+}");
        assertThat(find("/users/abc")).contains("/users/{name}");
        assertThat(find("/files/abc")).contains("/files/{rest...}");
        assertThat(find("/files/7/x")).contains("/files/{rest...}");
    }

    @Test
    @DisplayName("row 27: an optional segment may be left out, at the end and in the middle")
    void optional() {
        add("/docs/{section?}");
        add("/{lang?}/help/{page}");
        assertThat(values("/docs", "section")).isEmpty();
        assertThat(values("/docs/a", "section")).containsExactly("a");
        assertThat(find("/docs/a/b")).isEmpty();
        assertThat(values("/help/x", "page")).containsExactly("x");
        assertThat(values("/help/x", "lang")).isEmpty();
        assertThat(values("/en/help/x", "page")).containsExactly("x");
        assertThat(values("/en/help/x", "lang")).containsExactly("en");
    }

    @Test
    @DisplayName("row 30: a rest of none or more fits the parent too, without values")
    void restOrNone() {
        add("/files/{path...?}");
        assertThat(find("/files")).contains("/files/{path...?}");
        assertThat(values("/files", "path")).isEmpty();
        assertThat(values("/files/a/b", "path")).containsExactly("a", "b");
    }

    @Test
    @DisplayName("row 31: an unnamed rest fits its folder and all below")
    void unnamedRest() {
        add("/x/{...?}");
        assertThat(find("/x")).contains("/x/{...?}");
        assertThat(find("/x/a/b")).contains("/x/{...?}");
        assertThat(find("/")).isEmpty();
    }

    @Test
    @DisplayName("row 34: a wildcard is exactly one segment")
    void wildcard() {
        add("/users/{_}");
        assertThat(find("/users/7")).contains("/users/{_}");
        assertThat(find("/users")).isEmpty();
        assertThat(find("/users/7/x")).isEmpty();
    }

    @Test
    @DisplayName("row 36: earlier parameters of a segment take as much as they can, and each takes something")
    void embedded() {
        add("/{name}.{ext}");
        add("/v/{a}{b}-{c}");
        add("/w/{a:[a-z]+}{b:[a-z0-9]+}");
        assertThat(values("/a.tar.gz", "name")).containsExactly("a.tar");
        assertThat(values("/a.tar.gz", "ext")).containsExactly("gz");
        assertThat(find("/.gz")).isEmpty();
        assertThat(find("/gz.")).isEmpty();
        assertThat(values("/...", "name")).containsExactly(".");
        assertThat(values("/v/xyz-1-2", "a")).containsExactly("xyz-");
        assertThat(values("/v/xyz-1-2", "b")).containsExactly("1");
        assertThat(values("/v/xyz-1-2", "c")).containsExactly("2");
        assertThat(find("/v/x-1")).isEmpty();
        assertThat(values("/w/abc", "a")).containsExactly("ab");
        assertThat(values("/w/abc1", "b")).containsExactly("1");
    }

    @Test
    @DisplayName("row 37: text around a parameter, with and without a regex")
    void textAround() {
        add("/post-{id}.json");
        add("/{id:[0-9]+}.xml");
        assertThat(values("/post-5.json", "id")).containsExactly("5");
        assertThat(find("/post-.json")).isEmpty();
        assertThat(find("/post-5.xml")).isEmpty();
        assertThat(values("/5.xml", "id")).containsExactly("5");
        assertThat(find("/5axml")).isEmpty();
    }

    @Test
    @DisplayName("row 43: literal, regex, parameter, wildcard, rest; a pattern with more literal characters goes first")
    void wholePrecedence() {
        add("/me");
        add("/{id:[0-9]+}");
        add("/post-{id}");
        add("/p{id}");
        add("/{name}");
        add("/{_}/x");
        add("/{rest...}");
        assertThat(find("/me")).contains("/me");
        assertThat(find("/7")).contains("/{id:[0-9]+}");
        assertThat(find("/post-7")).contains("/post-{id}");
        assertThat(find("/post")).contains("/p{id}");
        assertThat(find("/abc")).contains("/{name}");
        assertThat(find("/abc/x")).contains("/{_}/x");
        assertThat(find("/abc/y")).contains("/{rest...}");
    }

    @Test
    @DisplayName("row 43: an end goes before a rest of none")
    void endBeforeRest() {
        add("/a/{rest...?}");
        add("/a");
        add("/b/{rest...?}");
        add("/b/{x?}");
        assertThat(find("/a")).contains("/a");
        assertThat(find("/b")).contains("/b/{x?}");
        assertThat(find("/b/c/d")).contains("/b/{rest...?}");
    }

    @Test
    @DisplayName("row 44: a pattern that leads nowhere is left again")
    void backtrackingFromPattern() {
        add("/{id:[0-9]+}/a");
        add("/{name}/b");
        assertThat(values("/7/b", "name")).containsExactly("7");
    }

    @Test
    @DisplayName("row 45: less specific values are offered when a value is not accepted")
    void offered() {
        add("/users/me");
        add("/users/{id}");
        add("/{all...}");
        var offered = new ArrayList<String>();
        assertThat(trie.find(segments("/users/me"), value -> {
                    offered.add(value);
                    return false;
                }))
                .isEmpty();
        assertThat(offered).containsExactly("/users/me", "/users/{id}", "/{all...}");
    }

    @Test
    @DisplayName("row 48: with the switch, literals fit whatever their case, and values keep theirs")
    void ignoringCase() {
        var relaxed = new RouteTrie<String>(true, String::concat);
        for (String template : List.of("/About/{name}", "/Post-{id}.json", "/{n:[a-z]+}.XML")) {
            relaxed.add(PathTemplate.parse(template), template);
        }
        assertThat(relaxed.find(List.of("aBOUT", "Ann"))
                        .orElseThrow()
                        .positions()
                        .of("name", List.of("aBOUT", "Ann")))
                .containsExactly("Ann");
        assertThat(relaxed.find(List.of("POST-Q.json"))).isPresent();
        assertThat(relaxed.find(List.of("a.xml"))).isPresent();
        assertThat(relaxed.find(List.of("A.xml"))).isEmpty();
    }

    @Test
    @DisplayName("what a lookup returns was there before: one object serves all requests")
    void shared() {
        add("/users/{id}");
        assertThat(trie.find(segments("/users/1")).orElseThrow())
                .isSameAs(trie.find(segments("/users/2")).orElseThrow());
    }

    @Test
    @DisplayName("row 41: values of one path are merged")
    void merged() {
        add("/docs/{section?}");
        add("/docs");
        assertThat(find("/docs")).contains("/docs/{section?}/docs");
        assertThat(find("/docs/x")).contains("/docs/{section?}");
    }

    private void add(String template) {
        trie.add(PathTemplate.parse(template), template);
    }

    private Optional<String> find(String path) {
        return trie.find(segments(path)).map(RouteTrie.Match::value);
    }

    private List<String> values(String path, String name) {
        return trie.find(segments(path)).orElseThrow().positions().of(name, segments(path));
    }

    static List<String> segments(String path) {
        return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }
}
