package io.serval.core.internal.json;

import io.serval.core.Place;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what a merge patch (RFC 7396) does: records and maps are changed field by field, everything else is replaced, a
 * variant of a sealed type too. Faults are reported while reading; a change that has one is never applied.
 */
final class ChangeReader {
    private static final Change NOTHING = current -> current;

    private final JsonTree trees;

    ChangeReader(JsonTree trees) {
        this.trees = trees;
    }

    Change record(JsonNode patch, JavaType type, Map<String, JsonTree.Component> components, Place at) {
        var changes = new LinkedHashMap<String, Change>();
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            Place place = at.field(field.getKey());
            JsonTree.Component component = components.get(field.getKey());
            if (component == null) {
                place.fault(FaultFinder.unknown(components));
            } else {
                changes.put(component.name(), component(field.getValue(), component, place));
            }
        }
        return current -> current == null ? whole(patch, type, at) : RecordCopy.of(current, changes, at);
    }

    private Change component(JsonNode value, JsonTree.Component component, Place at) {
        if (component.asString() && !value.isNull()) {
            return text(value, component.type(), at);
        }
        if (!value.isNull()) {
            return change(value, component.type(), at);
        }
        if (!component.optional()) {
            at.fault("Must not be null; expected " + FaultFinder.expected(component) + ".");
            return NOTHING;
        }
        Object none = component.type().isReferenceType() ? Optional.empty() : null;
        return current -> none;
    }

    private Change change(JsonNode value, JavaType type, Place at) {
        if (type.isReferenceType()) {
            Change inside = change(value, type.getContentType(), at);
            return current -> Optional.ofNullable(
                    inside.apply(current instanceof Optional<?> before ? before.orElse(null) : null));
        }
        if (value.isObject() && type.isMapLikeType() && type.getKeyType().hasRawClass(String.class)) {
            return map(value, type, at);
        }
        Optional<Map<String, JsonTree.Component>> components =
                WireRules.tagged(type.getRawClass()) ? Optional.empty() : trees.components(type);
        if (value.isObject() && components.isPresent()) {
            return record(value, type, components.get(), at);
        }
        return replace(value, type, at);
    }

    /** Entries that are null are taken out, the others changed, or put in. */
    private Change map(JsonNode patch, JavaType type, Place at) {
        var changes = new LinkedHashMap<String, Change>();
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            JsonNode value = entry.getValue();
            Change change =
                    value.isNull() ? current -> null : change(value, type.getContentType(), at.field(entry.getKey()));
            changes.put(entry.getKey(), change);
        }
        return current -> merged(current instanceof Map<?, ?> before ? before : Map.of(), changes);
    }

    private static Map<Object, Object> merged(Map<?, ?> before, Map<String, Change> changes) {
        var after = new LinkedHashMap<Object, Object>(before);
        changes.forEach((key, change) -> {
            Object value = change.apply(after.get(key));
            if (value == null) {
                after.remove(key);
            } else {
                after.put(key, value);
            }
        });
        return Collections.unmodifiableMap(after);
    }

    private Change replace(JsonNode value, JavaType type, Place at) {
        var faults = new ArrayList<Problem.Fault>();
        new FaultFinder(trees).find(value, type, new Place(at.pointer(), faults::add));
        faults.forEach(at.faults());
        if (!faults.isEmpty()) {
            return NOTHING;
        }
        Object read = trees.build(value, type);
        return current -> read;
    }

    private static Change text(JsonNode value, JavaType type, Place at) {
        Optional<String> fault = FaultFinder.textFault(value);
        fault.ifPresent(at::fault);
        if (fault.isPresent()) {
            return NOTHING;
        }
        Long number = Long.valueOf(value.stringValue());
        Object read = type.isReferenceType() ? Optional.of(number) : number;
        return current -> read;
    }

    /** What was not there before is made of the patch without its nulls. */
    private Object whole(JsonNode patch, JavaType type, Place at) {
        JsonNode value = withoutNulls(patch);
        var faults = new ArrayList<Problem.Fault>();
        new FaultFinder(trees).find(value, type, new Place(at.pointer(), faults::add));
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.faults(faults));
        }
        return trees.build(value, type);
    }

    /** Lists stay as they are, with all that is in them (RFC 7396 §2). */
    private static JsonNode withoutNulls(JsonNode patch) {
        if (!(patch instanceof ObjectNode object)) {
            return patch;
        }
        ObjectNode kept = object.objectNode();
        object.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> kept.set(field.getKey(), withoutNulls(field.getValue())));
        return kept;
    }
}
