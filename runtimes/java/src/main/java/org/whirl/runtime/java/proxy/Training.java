package org.whirl.runtime.java.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.Socket;

/** Does what activations do, so that the classes for it are loaded: into an archive, or before the first request. */
final class Training {
    private static final String SOURCE =
            """
            import com.google.gson.*;
            import java.util.*;

            public class Warm {
                public static JsonElement main(JsonElement argument) {
                    List<String> names = new ArrayList<>();
                    argument.getAsJsonObject().keySet().forEach(name -> names.add("a " + name));
                    System.out.println(String.join(",", names));
                    return argument;
                }
            }
            """;

    private Training() {}

    /** Compiles something. */
    static void warmUp() {
        try {
            SourceLoader.load(new Code(SOURCE, false, "", new JsonObject()));
        } catch (ReflectiveOperationException | CompilationException | LinkageError failure) {
            // Real code will meet the same problem, and tell of it.
        }
    }

    /** Has a proxy load an action and run it, then ends the process. */
    static void run(int port) {
        int status = 1;
        try (Socket socket = new Socket("127.0.0.1", port)) {
            JsonObject value = new JsonObject();
            value.addProperty("code", SOURCE);
            value.add("env", new JsonObject());
            JsonObject init = new JsonObject();
            init.add("value", value);
            post(socket, "/init", init.toString());
            post(socket, "/run", "{\"value\":{\"a\":[1,2.5,\"b\",null]},\"namespace\":\"guest\"}");
            status = 0;
        } catch (IOException failure) {
            failure.printStackTrace();
        }
        System.exit(status);
    }

    private static void post(Socket socket, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        socket.getOutputStream().write(bytes);
        byte[] answer = new byte[1 << 12];
        String text = new String(answer, 0, Math.max(0, socket.getInputStream().read(answer)), UTF_8);
        if (!text.startsWith("HTTP/1.1 200 ")) {
            throw new IOException(text);
        }
    }
}
