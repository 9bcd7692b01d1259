package io.serval.core.internal;

import io.serval.core.StartupException;
import io.serval.core.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds what the processor wrote for an application: one record per class of the {@code routes} tree, under
 * {@code META-INF/serval/routes/} beside the class files. A record is named after the class and holds its binder's name.
 */
final class RouteFiles {
    private static final String RECORDS = "META-INF/serval/routes";

    private RouteFiles() {}

    /**
     * Returns the binders' names by the names of the classes that they bind, in the order of the classes' names.
     *
     * @param application the application's main class; the tree is the package {@code routes} beside it
     * @throws StartupException if classes of the tree have no binder
     */
    static Map<String, String> bindersOf(Class<?> application) {
        String tree = application.getPackageName().isEmpty() ? "routes" : application.getPackageName() + ".routes";
        Path origin = originOf(application);
        try {
            if (Files.isDirectory(origin)) {
                return read(origin, tree);
            }
            try (FileSystem jar = FileSystems.newFileSystem(origin)) {
                return read(jar.getPath("/"), tree);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the routes of " + application.getName() + " in " + origin, e);
        }
    }

    private static Map<String, String> read(Path root, String tree) throws IOException {
        var binders = new TreeMap<String, String>();
        Path records = root.resolve(RECORDS);
        if (Files.isDirectory(records)) {
            try (Stream<Path> files = Files.list(records)) {
                for (Path file :
                        files.sorted(Comparator.comparing(Path::toString)).toList()) {
                    String route = file.getFileName().toString();
                    boolean compiled = Files.exists(root.resolve(route.replace('.', '/') + ".class"));
                    if (route.startsWith(tree + ".") && compiled) {
                        binders.put(route, Files.readString(file).strip());
                    }
                }
            }
        }
        requireBinders(root, tree, binders);
        return binders;
    }

    private static void requireBinders(Path root, String tree, Map<String, String> binders) throws IOException {
        Path folder = root.resolve(tree.replace('.', '/'));
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> unbound = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> needsBinder(folder, file))
                    .map(file -> className(root, file))
                    .filter(name -> !binders.containsKey(name))
                    .sorted()
                    .toList();
            if (!unbound.isEmpty()) {
                throw new StartupException(
                        "These classes of the routes tree have no binder, because they were compiled without "
                                + "Serval's processor: " + unbound
                                + ". Add io.serval:serval-processor to the compiler's "
                                + "annotationProcessorPaths (javac: --processor-path) and compile again.");
            }
        }
    }

    /** A guard that silently is none would be worse than a route that is none. */
    private static boolean needsBinder(Path folder, Path file) {
        Path place = folder.relativize(file);
        String name = place.getFileName().toString();
        boolean framework = name.equals("_middleware.class") || name.equals("_error.class");
        for (Path part : place) {
            boolean ofFramework = framework && part.equals(place.getFileName());
            if (part.toString().startsWith("_") && !ofFramework) {
                return false;
            }
        }
        return framework || isRoute(file);
    }

    private static boolean isRoute(Path file) {
        ClassModel model;
        try {
            model = ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the class file " + file, e);
        }
        boolean nested = model.findAttribute(Attributes.nestHost()).isPresent();
        boolean binder = model.interfaces().stream()
                .anyMatch(type -> type.asInternalName().startsWith("io/serval/core/Binder$"));
        return !nested
                && !binder
                && model.methods().stream()
                        .filter(method -> !method.flags().has(AccessFlag.PRIVATE)
                                && !method.flags().has(AccessFlag.SYNTHETIC))
                        .anyMatch(method -> Arrays.stream(Verb.values())
                                .anyMatch(verb -> method.methodName().equalsString(verb.methodName())));
    }

    private static String className(Path root, Path file) {
        String path = root.relativize(file).toString();
        return path.substring(0, path.length() - ".class".length())
                .replace('/', '.')
                .replace('\\', '.');
    }

    private static Path originOf(Class<?> application) {
        CodeSource source = application.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new StartupException("Cannot tell where the class files of " + application.getName()
                    + " are. Start the application from a folder or a jar.");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new StartupException("Not a place of class files: " + source.getLocation(), e);
        }
    }
}
