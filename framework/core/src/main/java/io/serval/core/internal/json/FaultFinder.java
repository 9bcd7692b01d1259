package io.serval.core.internal.json;

import io.serval.core.Place;
import io.serval.core.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/**
 * Lists all that is wrong with a document, once reading it has failed: Jackson stops at the first fault, so this walks the
 * tree beside the type and reads every value by itself.
 */
final class FaultFinder {
    /**
     * Objects are built to learn what their constructors refuse, and again inside the objects around them. This many
     * values may be built so, which bounds what a deep document can cost.
     */
    private static final int MOST_BUILT = 1_000_000;

    private final JsonTree trees;
    private int found;
    private int built;

    FaultFinder(JsonTree trees) {
        this.trees = trees;
    }

    /** Reports the faults of a value and returns how many values it holds. */
    int find(JsonNode node, JavaType type, Place at) {
        if (found >= JsonFaults.MOST) {
            return 0;
        }
        if (node.isNull()) {
            fault(at, "Missing or null; expected " + JsonForms.of(type.getRawClass()) + ".");
            return 1;
        }
        if (type.isReferenceType()) {
            return find(node, type.getContentType(), at);
        }
        if (node.isArray() && type.isContainerType() && !type.isMapLikeType()) {
            return items(node, type.getContentType(), at);
        }
        if (node.isObject() && type.isMapLikeType()) {
            return entries(node, type, at);
        }
        if (WireRules.tagged(type.getRawClass())) {
            return variant(node, type, at);
        }
        Optional<Map<String, JsonTree.Component>> components = trees.components(type);
        if (node.isObject() && components.isPresent()) {
            return components(node, type, components.get(), Set.of(), at);
        }
        return build(node, type, 1, at);
    }

    private int items(JsonNode list, JavaType type, Place at) {
        int values = 1;
        for (int i = 0; i < list.size(); i++) {
            values += find(list.get(i), type, at.item(i));
        }
        return values;
    }

    private int entries(JsonNode map, JavaType type, Place at) {
        int before = found;
        int values = 1;
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            values += find(entry.getValue(), type.getContentType(), at.field(entry.getKey()));
        }
        return found == before ? build(map, type, values, at) : values;
    }

    private int variant(JsonNode node, JavaType type, Place at) {
        String tag = node.path(TypeTag.NAME).stringValue("");
        Optional<JavaType> variant = TypeTag.variant(type.getRawClass(), tag).map(known -> trees.variant(type, known));
        Optional<Map<String, JsonTree.Component>> components = variant.flatMap(trees::components);
        return components.isPresent()
                ? components(node, type, components.get(), Set.of(TypeTag.NAME), at)
                : build(node, type, 1, at);
    }

    private int components(
            JsonNode object, JavaType type, Map<String, JsonTree.Component> components, Set<String> besides, Place at) {
        int before = found;
        int values = 1;
        for (Map.Entry<String, JsonTree.Component> entry : components.entrySet()) {
            JsonTree.Component component = entry.getValue();
            JsonNode value = object.path(entry.getKey());
            Place place = at.field(entry.getKey());
            if (!value.isMissingNode() && !value.isNull()) {
                values += component(value, component, place);
            } else if (!component.optional()) {
                fault(place, "Missing or null; expected " + expected(component) + ".");
            }
        }
        unknown(object, components, besides, at);
        return found == before ? build(object, type, values, at) : values;
    }

    private int component(JsonNode value, JsonTree.Component component, Place at) {
        if (!component.asString()) {
            return find(value, component.type(), at);
        }
        textFault(value).ifPresent(detail -> fault(at, detail));
        return 1;
    }

    private void unknown(JsonNode object, Map<String, JsonTree.Component> components, Set<String> besides, Place at) {
        for (String name : object.propertyNames()) {
            if (!components.containsKey(name) && !besides.contains(name)) {
                fault(at.field(name), unknown(components));
            }
        }
    }

    static String unknown(Map<String, JsonTree.Component> components) {
        return "Unknown field. Known are " + components.keySet() + ".";
    }

    static String expected(JsonTree.Component component) {
        return component.asString()
                ? Scalars.LONG_AS_TEXT.expected()
                : JsonForms.of(component.type().getRawClass());
    }

    /** What is wrong with a long that stands in a text. */
    static Optional<String> textFault(JsonNode value) {
        String expected = "Expected " + Scalars.LONG_AS_TEXT.expected();
        if (!value.isString()) {
            return Optional.of(expected + ".");
        }
        return FromText.fits(value.stringValue(), Scalars.LONG_AS_TEXT)
                ? Optional.empty()
                : Optional.of(expected + ", not '" + value.stringValue() + "'.");
    }

    private int build(JsonNode node, JavaType type, int values, Place at) {
        built += values;
        if (built <= MOST_BUILT) {
            try {
                trees.build(node, type);
            } catch (JacksonException e) {
                for (Problem.Fault below : JsonFaults.listed(JsonFaults.of(e))) {
                    fault(new Place(at.pointer() + below.pointer(), at.faults()), below.detail());
                }
            }
        }
        return values;
    }

    private void fault(Place at, String detail) {
        if (found++ < JsonFaults.MOST) {
            at.fault(detail);
        }
    }
}
