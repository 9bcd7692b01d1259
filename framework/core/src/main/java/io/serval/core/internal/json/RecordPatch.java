package io.serval.core.internal.json;

import io.serval.core.Place;
import io.serval.core.ProblemException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/** A merge patch (RFC 7396) of a record, read and checked, but not yet applied. */
public final class RecordPatch {
    private final Set<String> components;
    private final Change change;

    private RecordPatch(Set<String> components, Change change) {
        this.components = components;
        this.change = change;
    }

    /**
     * Reads a patch and reports its faults.
     *
     * @param type a record, whose constructor is called when the patch is applied
     * @throws ProblemException 400 if it is no JSON
     */
    public static RecordPatch read(JsonTree trees, byte[] json, Type type, Place at) {
        JavaType record = trees.type(type);
        Map<String, JsonTree.Component> components = trees.components(record)
                .orElseThrow(() -> new IllegalArgumentException(
                        "A Patch needs a record that JSON reads by its components, not " + type.getTypeName() + "."));
        JsonNode patch = tree(trees, json);
        if (!patch.isObject()) {
            at.fault("Expected an object with the fields to change.");
            return new RecordPatch(Set.of(), current -> current);
        }
        Change change = new ChangeReader(trees).record(patch, record, components, at);
        Set<String> names = components.entrySet().stream()
                .filter(component -> patch.has(component.getKey()))
                .map(component -> component.getValue().name())
                .collect(Collectors.toUnmodifiableSet());
        return new RecordPatch(names, change);
    }

    /** Whether the patch says anything of the component. */
    public boolean has(String component) {
        return components.contains(component);
    }

    /** Returns the record after the patch. */
    public Object apply(Object current) {
        Object patched = change.apply(current);
        if (patched == null) {
            throw new IllegalStateException("A patch of a record makes a record.");
        }
        return patched;
    }

    private static JsonNode tree(JsonTree trees, byte[] json) {
        try {
            return trees.read(json);
        } catch (JacksonException e) {
            throw new ProblemException(JsonFaults.of(e));
        } catch (JsonTree.Trailing e) {
            throw new ProblemException(JsonFaults.trailing(e.where()));
        }
    }
}
