package org.whirl.runtime.java.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The JDK's compiler, from text to bytes. */
final class Compiler {
    private static final String FILE_NAME = "Main.java";

    private Compiler() {}

    /** The classes of one source text by name; what is wrong with it is printed. */
    static Map<String, byte[]> compile(String text) throws CompilationException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            System.err.println("There is no compiler in " + System.getProperty("java.home"));
            throw new CompilationException("This Java has no compiler. Send a jar.");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Memory memory = new Memory(compiler.getStandardFileManager(diagnostics, Locale.ROOT, UTF_8));
        List<String> options = List.of(
                "-proc:none", "-g", "-nowarn", "-parameters", "-classpath", System.getProperty("java.class.path"));
        boolean done = compiler.getTask(null, memory, diagnostics, options, null, List.of(new Source(text)))
                .call();
        if (done) {
            return memory.classes();
        }
        String first = "";
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            String line = FILE_NAME + ":" + diagnostic.getLineNumber() + ": " + diagnostic.getMessage(Locale.ROOT);
            System.err.println(line);
            if (first.isEmpty() && diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                first = line;
            }
        }
        throw new CompilationException(first.isEmpty() ? "The compiler failed." : first);
    }

    /** The text, which may hold a public class of any name. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("memory:///" + FILE_NAME), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE;
        }
    }

    /** Keeps what the compiler writes. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> outputs = new HashMap<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() throws IOException {
                    ByteArrayOutputStream output = new ByteArrayOutputStream();
                    outputs.put(className, output);
                    return output;
                }
            };
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new HashMap<>();
            for (Map.Entry<String, ByteArrayOutputStream> output : outputs.entrySet()) {
                classes.put(output.getKey(), output.getValue().toByteArray());
            }
            return classes;
        }
    }
}
