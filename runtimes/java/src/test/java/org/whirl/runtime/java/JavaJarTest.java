package org.whirl.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.conformance.Archives.base64;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.Test;
import org.whirl.spi.conformance.ProxyAnswer;

/** Jars, and how an entry in them is named. */
public class JavaJarTest extends JavaFixture {
    private static final Jar HELLO = new Jar(
            Map.of(
                    "hello.Hello",
                    """
            package hello;
            import com.google.gson.*;
            public class Hello {
                public static JsonObject main(JsonObject arguments) {
                    arguments.addProperty("by", Names.name("main"));
                    return arguments;
                }
                public static JsonArray list(JsonArray arguments) {
                    arguments.add(Names.name("list"));
                    return arguments;
                }
                public static JsonObject list(JsonObject arguments) {
                    return arguments;
                }
                static class Names {
                    static String name(String method) {
                        return method + (Thread.currentThread().getContextClassLoader() == Names.class.getClassLoader());
                    }
                }
            }
            """));

    @Test
    public void takesTheMethodMain() throws IOException {
        initArchive(HELLO.base64(), "hello.Hello");
        assertRuns("{\"a\":1}", "{\"a\":1,\"by\":\"maintrue\"}");
        assertSentinels(1);
    }

    @Test
    public void takesOtherMethodsByTheirArgument() throws IOException {
        initArchive(HELLO.base64(), "hello.Hello#list");
        assertRuns("[1]", "[1,\"listtrue\"]");
        assertEchoes("{\"a\":1}");
    }

    @Test
    public void takesTheManifestsClassWhereNoneIsNamed() throws IOException {
        String code = new Jar(Map.of(
                        "Plain",
                        "public class Plain { public static java.util.Map<String, Object> "
                                + "main(java.util.Map<String, Object> arguments) { return arguments; } }"))
                .withMainClass("Plain")
                .base64();
        initArchive(code, "main");
        assertEchoes("{\"a\":{\"b\":[1,2.5,null,true]}}");
    }

    @Test
    public void refusesClassesThatAreNotThere() throws IOException {
        assertRefused(HELLO.base64(), "hello.Other", "java.lang.ClassNotFoundException: hello.Other");
    }

    @Test
    public void refusesMethodsThatAreNotThere() throws IOException {
        assertRefused(HELLO.base64(), "hello.Hello#other", "java.lang.NoSuchMethodException: hello.Hello needs");
    }

    @Test
    public void refusesJarsThatNameNoEntry() throws IOException {
        assertRefused(HELLO.base64(), "main", "Set main to package.Class#method");
    }

    @Test
    public void refusesBrokenJars() throws IOException {
        byte[] whole = Base64.getDecoder().decode(HELLO.base64());
        assertRefused(base64(Arrays.copyOf(whole, whole.length - 30)), "hello.Hello", "ClassNotFoundException");
    }

    @Test
    public void refusesOtherBytes() throws IOException {
        assertRefused(base64(new byte[] {1, 2, 3}), "hello.Hello", "The code is not a jar.");
    }

    @Test
    public void refusesBadBase64() throws IOException {
        assertRefused("no base64!", "hello.Hello", "IllegalArgumentException");
    }

    private void assertRefused(String code, String main, String reason) throws IOException {
        ProxyAnswer answer = init(code, main, true, Map.of());
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error())
                .startsWith("An error has occurred (see logs for details): ")
                .contains(reason);
        initSample("echo");
        assertEchoes("{\"a\":1}");
        assertSentinels(2);
        assertThat(target().stderr()).contains(reason);
    }
}
