package io.serval.core.internal;

import io.serval.core.Binder;
import io.serval.core.StartupException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads the binders that the processor wrote for an application. */
public final class Linker {
    private Linker() {}

    /**
     * Returns an instance of each binder, in the order of the bound classes' names.
     *
     * @param application the application's own look-up: its class tells where the tree is
     * @throws StartupException if a class of the tree has no binder, or a binder does not load
     */
    public static List<Binder> binders(MethodHandles.Lookup application) {
        var binders = new ArrayList<Binder>();
        for (Map.Entry<String, String> entry :
                RouteFiles.bindersOf(application.lookupClass()).entrySet()) {
            binders.add(load(application, entry.getKey(), entry.getValue()));
        }
        return List.copyOf(binders);
    }

    private static Binder load(MethodHandles.Lookup application, String route, String binder) {
        try {
            return (Binder)
                    application.findClass(binder).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new StartupException(
                    "The binder " + binder + " of " + route + " does not load. Clean the build and compile again.", e);
        }
    }
}
