package io.serval.core;

/** What a scope holds on to, read by reflection: a leak has no other sign. */
record ScopeState(int children, int workers, int callbacks) {
    static final ScopeState EMPTY = new ScopeState(0, 0, 0);

    static ScopeState of(Scope scope) {
        return new ScopeState(size(scope, "children"), size(scope, "workers"), size(scope, "callbacks"));
    }

    private static int size(Scope scope, String field) {
        try {
            var found = Scope.class.getDeclaredField(field);
            found.setAccessible(true);
            synchronized (scope) {
                int size = 0;
                for (Linked<?> each = (Linked<?>) found.get(scope); each != null; each = each.older) {
                    size++;
                }
                return size;
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Scope has no field " + field + " any more.", e);
        }
    }
}
