package org.whirl.runtime.java.proxy;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compiles actions that come as source text, without writing a file. */
final class SourceLoader {
    private static final String USUAL_CLASS = "Main";

    /** Classes that exist only here. */
    private static final class MemoryLoader extends ClassLoader {
        private final Map<String, byte[]> classes;

        MemoryLoader(Map<String, byte[]> classes) {
            super(JarLoader.parent());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] content = classes.get(name);
            if (content == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, content, 0, content.length);
        }
    }

    private SourceLoader() {}

    static EntryPoint load(Code code) throws ReflectiveOperationException, CompilationException {
        Map<String, byte[]> classes = Compiler.compile(code.text().stripTrailing());
        MemoryLoader loader = new MemoryLoader(classes);
        String name = code.className();
        if (!name.isEmpty() && (classes.containsKey(name) || code.main().contains("#"))) {
            return EntryPoint.of(Class.forName(name, false, loader), code.methodName());
        }
        // A main that is no class names the method, as in other languages.
        String method = name.isEmpty() ? code.methodName() : name;
        return EntryPoint.of(mainClass(classes, loader, method), method);
    }

    /** The one called Main, or the public one, or the one that has the method. */
    private static Class<?> mainClass(Map<String, byte[]> classes, ClassLoader loader, String method)
            throws ClassNotFoundException {
        List<Class<?>> candidates = new ArrayList<>();
        for (String name : new TreeSet<>(classes.keySet())) {
            Class<?> candidate = Class.forName(name, false, loader);
            if (candidate.isMemberClass() || candidate.isAnonymousClass() || candidate.isLocalClass()) {
                continue;
            }
            if (candidate.getSimpleName().equals(USUAL_CLASS)) {
                return candidate;
            }
            int place = Modifier.isPublic(candidate.getModifiers()) || EntryPoint.isIn(candidate, method)
                    ? 0
                    : candidates.size();
            candidates.add(place, candidate);
        }
        if (candidates.isEmpty()) {
            throw new ClassNotFoundException("there is no class in the code");
        }
        return candidates.get(0);
    }
}
