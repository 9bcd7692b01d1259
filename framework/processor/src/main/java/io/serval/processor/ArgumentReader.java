package io.serval.processor;

import java.util.List;
import javax.lang.model.element.ExecutableElement;

/** Decides where a binder takes each argument of a verb method from. */
final class ArgumentReader {
    private final TypeFacts facts;
    private final JsonFacts json;

    ArgumentReader(TypeFacts facts, JsonFacts json) {
        this.facts = facts;
        this.json = json;
    }

    /**
     * Returns the arguments in the order of the method's parameters, without those that are faulty.
     *
     * @param verb what the method is to be read as
     */
    List<Argument> read(ExecutableElement method, String verb, PathParameters path, Faults faults) {
        var reading = new ParameterReader(method, verb, path, facts, json, faults);
        method.getParameters().forEach(reading::read);
        reading.checkBodies();
        reading.checkSocket();
        return reading.arguments();
    }
}
