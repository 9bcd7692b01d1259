package io.serval.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.StandardLocation;

/**
 * Writes a binder beside each route, {@code _middleware} and {@code _error} of the {@code routes} trees in a compilation,
 * and a record under {@code META-INF/serval/routes/}, named after the class, that holds the binder's name.
 *
 * <p>Each output stems from one class alone, so that compiling one file leaves the outputs of the others as they are.
 * What can only be seen across files is checked among those of a compilation, and once more when an application starts.
 */
@SupportedAnnotationTypes("*")
public final class RouteProcessor extends AbstractProcessor {
    private static final String RECORDS = "META-INF/serval/routes/";

    /** Classes that wait for types which other processors may write. */
    private final Set<String> waiting = new LinkedHashSet<>();

    private final Neighbours neighbours = new Neighbours();

    private final Companions companions = new Companions();

    /** Creates the processor; called by the compiler. */
    public RouteProcessor() {}

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        var reader = new TreeReader(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
        for (TypeElement type : candidates(round)) {
            if (!reader.concerns(type)) {
                continue;
            }
            if (Unresolved.in(type)) {
                waiting.add(type.getQualifiedName().toString());
            } else {
                bind(type, reader);
            }
        }
        if (!round.processingOver()) {
            var faults = new Faults();
            neighbours.check(faults);
            report(faults);
        }
        companions.write(round.getRootElements(), processingEnv);
        return false;
    }

    /** Types still missing in the last round are the compiler's to report. */
    private Set<TypeElement> candidates(RoundEnvironment round) {
        var candidates = new LinkedHashSet<TypeElement>();
        waiting.stream()
                .map(processingEnv.getElementUtils()::getTypeElement)
                .filter(Objects::nonNull)
                .forEach(candidates::add);
        waiting.clear();
        candidates.addAll(ElementFilter.typesIn(round.getRootElements()));
        return candidates;
    }

    private void bind(TypeElement type, TreeReader reader) {
        var faults = new Faults();
        Optional<Bound> bound = reader.read(type, faults);
        report(faults);
        if (faults.none() && bound.isPresent()) {
            write(bound.get());
        }
        if (bound.isPresent() && bound.get() instanceof Bound.OfRoute route) {
            neighbours.add(route);
        }
    }

    private void report(Faults faults) {
        for (Fault fault : faults.all()) {
            processingEnv.getMessager().printError(fault.message(), fault.at());
        }
        for (Fault warning : faults.warnings()) {
            processingEnv.getMessager().printWarning(warning.message(), warning.at());
        }
    }

    private void write(Bound bound) {
        TypeElement type = bound.type();
        var source = BinderSource.of(bound, processingEnv.getElementUtils());
        try {
            try (Writer writer = processingEnv
                    .getFiler()
                    .createSourceFile(source.className(), type)
                    .openWriter()) {
                writer.write(source.text());
            }
            String binaryName =
                    processingEnv.getElementUtils().getBinaryName(type).toString();
            try (Writer writer = processingEnv
                    .getFiler()
                    .createResource(StandardLocation.CLASS_OUTPUT, "", RECORDS + binaryName, type)
                    .openWriter()) {
                writer.write(source.className() + "\n");
            }
        } catch (FilerException e) {
            processingEnv
                    .getMessager()
                    .printError(
                            "The binder of " + type.getQualifiedName() + " is called " + source.className()
                                    + ", and there is a class of that name already.\nRename one of the two.",
                            type);
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printError("Cannot write the binder " + source.className() + ": " + e.getMessage(), type);
        }
    }
}
