package io.serval.core.internal.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Verb;
import io.serval.core.internal.path.PathConflicts.Conflict;
import io.serval.core.internal.path.PathConflicts.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathConflictsTest {
    private final List<Entry> entries = new ArrayList<>();

    @Test
    @DisplayName("row 41: one verb of one path twice is R01, and both classes are named")
    void twice() {
        route("/users", Verb.GET, Verb.POST);
        route("/users", Verb.POST, Verb.DELETE);

        Conflict conflict = only();
        assertThat(conflict.rule()).isEqualTo("R01");
        assertThat(conflict.other()).isEqualTo("class0");
        assertThat(conflict.source()).isEqualTo("class1");
        assertThat(conflict.verb()).isEqualTo(Verb.POST);
        assertThat(conflict.what()).isEqualTo("POST /users is answered twice.");
    }

    @Test
    @DisplayName("row 41: two classes of one path live together if their verbs differ; any is a verb of its own")
    void disjoint() {
        route("/users/{id}", Verb.GET);
        route("/users/{id}", Verb.POST);
        route("/users/{id}", Verb.ANY);
        assertThat(find()).isEmpty();

        route("/users/{id}", Verb.ANY);
        assertThat(only().what()).isEqualTo("Any verb of /users/{id} is answered twice.");
    }

    @DisplayName("row 22: two names for one position are R03, whatever the verbs")
    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "/users/{id}, /users/{userId}/x",
        "/{id:[0-9]+}/a, /{nr:[0-9]+}/b",
        "/{name}.{ext}, /{name}.{suffix}",
        "/docs/{section?}, /docs/{part}",
        "/{path...}, /{slug...}"
    })
    void nameDrift(String one, String other) {
        route(one, Verb.GET);
        route(other, Verb.POST);

        assertThat(only().rule()).isEqualTo("R03");
        assertThat(only().what()).contains(one, other);
    }

    @DisplayName("rows 28, 33, 35: paths that nothing ranks are R02, whatever the verbs")
    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "/users/{id}, /users/{_}",
        "/users/{_}/posts, /users/{id}/posts",
        "/{a}/{_}, /{_}/{a}",
        "/{a...}, /{...?}",
        "/{a...}, /{a...?}",
        "/{a...?}, /{...?}",
        "'/{a:[0-9]{2}}', '/{b:[0-9]+}'",
        "/x-{a}/{y}, /{a}-y/{z}",
        "/{a:[0-9]+}/{x}, /{b:[0-9a-f]+}/y",
        "/{a:[0-9]+}/{x...}, /{b:[0-9a-f]+}/y/z",
        "/{a:^[0-9]+$}, /{b:[a-z]+}"
    })
    void ambiguous(String one, String other) {
        route(one, Verb.GET);
        route(other, Verb.POST);

        assertThat(only().rule()).isEqualTo("R02");
    }

    @DisplayName("rows 24, 25, 43: paths that the precedence ranks, or that fit nothing in common, live together")
    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "/users/{id}/posts, /users/{_}/likes",
        "/users/{id}, /users/{id:[0-9]+}",
        "/{id:[0-9]+}, /{rest...}",
        "/docs, /docs/{path...?}",
        "/docs/{section?}, /docs/{path...?}",
        "/a/{x}, /{y}/b",
        "/{a:[0-9]+}, /{b:[a-z]+}",
        "/{a:[0-9]+}/x, /{b:[0-9a-f]+}/y",
        "/{a:[0-9]+}/x, /{b:[0-9a-f]+}/x/y",
        "/post-{id}.json, /{name}.{ext}",
        "/{a}.json, /{a}.html"
    })
    void ranked(String one, String other) {
        route(one, Verb.GET);
        route(other, Verb.GET);

        assertThat(find()).isEmpty();
    }

    @Test
    @DisplayName("row 28: an optional left out beside an index is R02 if they share a verb")
    void optionalAndIndex() {
        route("/docs/{section?}", Verb.GET);
        route("/docs", Verb.POST);
        assertThat(find()).isEmpty();

        route("/docs", Verb.GET);
        assertThat(only().rule()).isEqualTo("R02");
        assertThat(only().what()).isEqualTo("GET /docs is answered by /docs and by /docs/{section?}.");
    }

    @Test
    @DisplayName("row 27: a template whose optional segments cannot be told apart is R02 by itself")
    void optionalBesideOptional() {
        route("/{a?}/{b?}", Verb.GET);

        assertThat(only().rule()).isEqualTo("R02");
        assertThat(only().source()).isEqualTo(only().other());
    }

    @DisplayName(
            "row 22: an optional segment gives a position two names; others use one of them, and a path is read in one way")
    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "/{lang?}/{page}, /{lang}/{page}/edit, ''",
        "/{lang}/{page}/edit, /{lang?}/{page}, ''",
        "/{lang?}/{page}, /{other}/{page}/edit, R03",
        "/{lang?}/{page}, /{lang}, R03",
        "/{lang}, /{lang?}/{page}, R03"
    })
    void namesOfOptional(String one, String other, String rule) {
        route(one, Verb.GET);
        route(other, Verb.POST);

        assertThat(find()).extracting(Conflict::rule).isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    @Test
    @DisplayName("patterns that both fit a text are R02, with such a text in the message")
    void example() {
        route("/{a:[0-9]+}", Verb.GET);
        route("/{b:[5-9a-z]{2}}", Verb.GET);

        assertThat(only().what()).isEqualTo("{b:[5-9a-z]{2}} and {a:[0-9]+} are equally specific, and '55' fits both.");
    }

    @Test
    @DisplayName("patterns whose comparison would take too long are R02, and say so")
    void tooLongToCompare() {
        route("/{a:([a-z]{1,30}x){1,30}}", Verb.GET);
        route("/{b:([a-z]{1,31}y){1,29}0}", Verb.GET);

        assertThat(only().what()).contains("too long to be compared");
    }

    @Test
    @DisplayName("row 42: all conflicts are found, not only the first")
    void all() {
        route("/users", Verb.GET);
        route("/users", Verb.GET);
        route("/users/{id}", Verb.GET);
        route("/users/{nr}/x", Verb.GET);
        route("/users/{_}", Verb.GET);

        assertThat(find()).extracting(Conflict::rule).containsExactlyInAnyOrder("R01", "R02", "R03");
    }

    private void route(String template, Verb... verbs) {
        entries.add(new Entry(PathTemplate.parse(template), Set.of(verbs), "class" + entries.size()));
    }

    private List<Conflict> find() {
        return PathConflicts.find(entries);
    }

    private Conflict only() {
        assertThat(find()).hasSize(1);
        return find().getFirst();
    }
}
