package org.whirl.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.Test;
import org.whirl.spi.conformance.ProxyAnswer;

/** Source text, and how an entry in it is named. */
public class JavaSourceTest extends JavaFixture {
    private static final String CODE =
            """
            package some.where;
            import com.google.gson.JsonObject;
            class Helper {
                static JsonObject named(JsonObject arguments, String name) {
                    arguments.addProperty("by", name);
                    return arguments;
                }
            }
            public class Entry {
                public static JsonObject main(JsonObject arguments) {
                    return Helper.named(arguments, "main");
                }
                static JsonObject other(JsonObject arguments) {
                    return Helper.named(arguments, "other");
                }
                static class Inner {
                    static JsonObject main(JsonObject arguments) {
                        return Helper.named(arguments, "inner");
                    }
                }
            }
            """;

    @Test
    public void takesTheOnePublicClass() throws IOException {
        assertEntry("main", "main");
    }

    @Test
    public void takesNoNameForTheUsualOne() throws IOException {
        assertEntry("", "main");
    }

    @Test
    public void takesNamesOfClasses() throws IOException {
        assertEntry("some.where.Entry", "main");
    }

    @Test
    public void takesNamesOfMethods() throws IOException {
        assertEntry("other", "other");
    }

    @Test
    public void takesNamesOfBoth() throws IOException {
        assertEntry("some.where.Entry#other", "other");
    }

    @Test
    public void takesNamesOfInnerClasses() throws IOException {
        assertEntry("some.where.Entry$Inner", "inner");
    }

    private void assertEntry(String main, String by) throws IOException {
        ProxyAnswer answer = init(CODE, main, false, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertRuns("{}", "{\"by\":\"" + by + "\"}");
    }

    @Test
    public void prefersTheClassMain() throws IOException {
        load(
                "public class Other { static java.util.Map<String, Object> main(java.util.Map<String, Object> a) { return null; } }",
                "class Main { static java.util.Map<String, Object> main(java.util.Map<String, Object> a) { return a; } }");
        assertEchoes("{\"a\":1}");
    }

    @Test
    public void saysWhatTheCompilerSays() throws IOException {
        ProxyAnswer answer = initSource("public class Wrong {\n    int a = \"text\";\n    int b = c;\n}\n");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error())
                .isEqualTo("An error has occurred (see logs for details): Main.java:2: incompatible types:"
                        + " java.lang.String cannot be converted to int");
        assertSentinels(1);
        assertThat(target().stderr())
                .contains("Main.java:2: incompatible types")
                .contains("Main.java:3: ");
    }

    @Test
    public void refusesCodeWithoutEntry() throws IOException {
        for (String code : new String[] {
            "public class Main { }",
            "public class Main { public static void main(String[] a) { } }",
            "public class Main { public com.google.gson.JsonObject main(com.google.gson.JsonObject a) { return a; } }"
        }) {
            ProxyAnswer answer = initSource(code);
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.error()).contains("Main needs a method 'public static JsonObject main(JsonObject)'");
        }
        assertThat(initSource("package empty;").error()).contains("there is no class in the code");
        assertSentinels(4);
    }

    @Test
    public void refusesFieldsOfOtherTypes() throws IOException {
        for (String body : new String[] {"", "[]", "5", "{\"value\":[]}", "{\"value\":{\"code\":5}}", "{'value':{}}"}) {
            ProxyAnswer answer = post("/init", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.error()).as(body).startsWith("Error unmarshaling request: ");
        }
        for (String body : new String[] {"{\"value\":null}", "{\"value\":{\"code\":null}}"}) {
            assertThat(post("/init", body).status()).as(body).isEqualTo(403);
        }
        initSample("echo");
        assertEchoes("{}");
        assertSentinels(1);
    }
}
