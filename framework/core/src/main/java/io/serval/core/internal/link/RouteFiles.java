package io.serval.core.internal.link;

import io.serval.core.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads what lies beside an application's main class: the class files of its tree, and under
 * {@code META-INF/serval/routes/} the records of the processor. A record is named after a class and holds its binder's
 * name; one whose class was deleted counts for nothing.
 */
final class RouteFiles {
    private static final String RECORDS = "META-INF/serval/routes";
    private static final String PACKAGE_INFO = "package-info";

    private final Path root;
    private final Map<String, ClassFacts> classes = new TreeMap<>();
    private final Map<String, String> packageSegments = new TreeMap<>();
    private final Map<String, String> binders = new TreeMap<>();

    private RouteFiles(Path root) {
        this.root = root;
    }

    /**
     * Reads the tree.
     *
     * @param application the application's main class; the tree is the package {@code routes} beside it
     */
    static RouteTree of(Class<?> application) {
        Path origin = originOf(application);
        String prefix = application.getPackageName().isEmpty() ? "" : application.getPackageName() + ".";
        try {
            if (Files.isDirectory(origin)) {
                return new RouteFiles(origin).read(prefix + "routes", prefix + "middleware");
            }
            try (FileSystem jar = FileSystems.newFileSystem(origin)) {
                return new RouteFiles(jar.getPath("/")).read(prefix + "routes", prefix + "middleware");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the routes of " + application.getName() + " in " + origin, e);
        }
    }

    private RouteTree read(String routes, String middleware) throws IOException {
        readRecords();
        readClasses(routes, Integer.MAX_VALUE, facts -> !facts.verbs().isEmpty());
        // What lies in the packages below, or does not wrap anything, is a helper.
        readClasses(middleware, 1, ClassFacts::wraps);
        binders.keySet().retainAll(classes.keySet());
        return new RouteTree(routes, middleware, classes, packageSegments, binders);
    }

    /** Reads the classes of a package that have a record, and those that should have one. */
    private void readClasses(String tree, int depth, Predicate<ClassFacts> expected) throws IOException {
        Path folder = root.resolve(tree.replace('.', '/'));
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder, depth)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                if (binders.containsKey(className(root, file)) || !isPrivate(folder.relativize(file))) {
                    readClass(file, expected);
                }
            }
        }
    }

    /** Names that begin with an underscore are the tree's own helpers, but for those that the framework reads. */
    private static boolean isPrivate(Path place) {
        for (Path part : place) {
            boolean frameworks = part.equals(place.getFileName()) && isScopeFile(part);
            if (part.toString().startsWith("_") && !frameworks) {
                return true;
            }
        }
        return false;
    }

    private static boolean isScopeFile(Path file) {
        return file.toString().equals("_middleware.class") || file.toString().equals("_error.class");
    }

    private void readClass(Path file, Predicate<ClassFacts> expected) throws IOException {
        String name = className(root, file);
        ClassFacts facts = ClassFacts.of(ClassFile.of().parse(file));
        if (name.endsWith("." + PACKAGE_INFO)) {
            String packageName = name.substring(0, name.length() - PACKAGE_INFO.length() - 1);
            facts.segment().ifPresent(segment -> packageSegments.put(packageName, segment));
        } else if ((binders.containsKey(name) && (isScopeFile(file.getFileName()) || facts.mayAnswer()))
                || (facts.topLevel() && (isScopeFile(file.getFileName()) || expected.test(facts)))) {
            // A guard that silently is none would be worse than a route that is none.
            classes.put(name, facts);
        }
    }

    private void readRecords() throws IOException {
        Path records = root.resolve(RECORDS);
        if (Files.isDirectory(records)) {
            try (Stream<Path> files = Files.list(records)) {
                for (Path file : files.toList()) {
                    binders.put(
                            file.getFileName().toString(),
                            Files.readString(file).strip());
                }
            }
        }
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
