package org.whirl.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import org.whirl.spi.conformance.ProxyAnswer;
import org.whirl.spi.conformance.ProxyClient;
import org.whirl.spi.conformance.ProxyProcess;

/** What methods may do, and how it is answered. */
public class JavaRunTest extends JavaFixture {
    private static final String FAILED = "An error has occurred while invoking the action (see logs for details): ";
    private static final String NO_DICTIONARY = "The action did not return a dictionary or array.";

    private void loadMethod(String... lines) throws IOException {
        load(
                "import com.google.gson.*;",
                "import java.util.*;",
                "import java.util.concurrent.*;",
                "public class Main {",
                String.join("\n", lines),
                "}");
    }

    @Test
    public void answersExceptionsAndKeepsOn() throws IOException {
        loadMethod(
                "public static JsonObject main(JsonObject a) throws Exception {",
                "    if (a.has(\"bad\")) throw new Exception(\"not so\", new Error(\"cause\"));",
                "    return a;",
                "}");
        ProxyAnswer answer = run("{\"bad\":1}");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isEqualTo(FAILED + "java.lang.Exception: not so");
        assertEchoes("{\"good\":1}");
        assertSentinels(2);
        assertThat(target().stderr())
                .startsWith("java.lang.Exception: not so\n\tat Main.main(Main.java:6)\n")
                .contains("Caused by: java.lang.Error: cause\n")
                .doesNotContain("proxy")
                .doesNotContain("reflect");
    }

    @Test
    public void survivesErrors() throws IOException {
        loadMethod(
                "static int depth(int n) { return depth(n + 1) + 1; }",
                "public static JsonObject main(JsonObject a) {",
                "    if (a.has(\"deep\")) a.addProperty(\"depth\", depth(0));",
                "    if (a.has(\"large\")) a.addProperty(\"size\", new long[Integer.MAX_VALUE].length);",
                "    return a;",
                "}");
        assertThat(run("{\"deep\":1}").error()).isEqualTo(FAILED + "java.lang.StackOverflowError");
        assertThat(run("{\"large\":1}").error()).startsWith(FAILED + "java.lang.OutOfMemoryError");
        assertEchoes("{\"good\":1}");
    }

    @Test
    public void answersFailuresOfStaticCode() throws IOException {
        loadMethod(
                "static int a = Integer.parseInt(\"x\");", "public static JsonObject main(JsonObject a) { return a; }");
        assertThat(run("{}").error()).isEqualTo(FAILED + "java.lang.ExceptionInInitializerError");
        assertSentinels(1);
        assertThat(target().stderr()).contains("NumberFormatException");
    }

    @Test
    public void answersExceptionsThatFailThemselves() throws IOException {
        loadMethod(
                "static class Odd extends RuntimeException {",
                "    public String getMessage() { throw new Odd(); }",
                "}",
                "public static JsonObject main(JsonObject a) { throw new Odd(); }");
        assertThat(run("{}").error()).isEqualTo(FAILED + "Main$Odd");
        assertSentinels(1);
    }

    @Test
    public void completesTheLogWhereTheActionExits() throws Exception {
        loadMethod(
                "public static JsonObject main(JsonObject a) {",
                "    System.out.print(\"last words\");",
                "    System.exit(3);",
                "    return a;",
                "}");
        ProxyAnswer answer = run("{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("command exited");
        ((ProxyProcess) target()).handle().onExit().get(10, TimeUnit.SECONDS);
        assertSentinels(1);
        assertThat(target().stdout()).isEqualTo("last words\n" + SENTINEL + "\n");
    }

    @Test
    public void takesMapsAndLists() throws IOException {
        loadMethod(
                "public static Map<String, Object> main(Map<String, Object> a) { return a; }",
                "public static List<Object> main(List<Object> a) { return a; }");
        assertEchoes("{\"n\":1,\"d\":1.5,\"s\":\"❄\",\"l\":[null,true,{}],\"big\":123456789012}");
        assertEchoes("[1,[2]]");
    }

    @Test
    public void waitsForPromises() throws IOException {
        loadMethod(
                "public static CompletionStage<JsonObject> main(JsonObject a) {",
                "    return CompletableFuture.supplyAsync(() -> {",
                "        if (a.has(\"bad\")) throw new IllegalStateException(\"later\");",
                "        return a;",
                "    });",
                "}");
        assertEchoes("{\"a\":1}");
        assertThat(run("{\"bad\":1}").error()).isEqualTo(FAILED + "java.lang.IllegalStateException: later");
    }

    @Test
    public void refusesArgumentsThatNoMethodTakes() throws IOException {
        loadMethod("public static JsonObject main(JsonObject a) { return a; }");
        assertThat(run("[1]").error()).startsWith(FAILED).contains("takes no JSON array");
        assertThat(run("5").error()).isEqualTo("The action did not receive a dictionary or array as an argument.");
        assertEchoes("{}");
        assertSentinels(3);
    }

    @Test
    public void refusesOtherResults() throws IOException {
        loadMethod(
                "public static Object main(JsonObject a) {",
                "    return switch (a.get(\"what\").getAsString()) {",
                "        case \"text\" -> \"text\";",
                "        case \"json\" -> new JsonPrimitive(1);",
                "        case \"null\" -> JsonNull.INSTANCE;",
                "        case \"cycle\" -> { JsonObject o = new JsonObject(); o.add(\"o\", o); yield o; }",
                "        default -> new Object[] {1, null};",
                "    };",
                "}");
        assertThat(run("{\"what\":\"text\"}").error()).isEqualTo(NO_DICTIONARY);
        assertThat(run("{\"what\":\"json\"}").error()).isEqualTo(NO_DICTIONARY);
        assertThat(run("{\"what\":\"cycle\"}").error()).startsWith("The action returned a value that is not JSON: ");
        assertRuns("{\"what\":\"null\"}", "{}");
        assertRuns("{\"what\":\"array\"}", "[1,null]");
        assertSentinels(5);
    }

    @Test
    public void showsTheEnvironmentToChildren() throws IOException {
        loadMethod(
                "public static JsonObject main(JsonObject a) throws Exception {",
                "    ProcessBuilder child = new ProcessBuilder(\"/bin/sh\", \"-c\", \"echo $__OW_ACTIVATION_ID\");",
                "    child.environment().remove(\"HOME\");",
                "    child.inheritIO().start().waitFor();",
                "    return a;",
                "}");
        run("{}", Map.of("activation_id", "iii"));
        assertSentinels(1);
        assertThat(target().stdout()).isEqualTo("iii\n" + SENTINEL + "\n");
    }

    @Test
    public void keepsTheOrderOfWhatChildrenPrint() throws IOException {
        loadMethod(
                "public static JsonObject main(JsonObject a) throws Exception {",
                "    for (int i = 0; i < 20; i++) {",
                "        System.out.print(i + \" \");",
                "        new ProcessBuilder(\"/bin/echo\", \"child \" + i).inheritIO().start().waitFor();",
                "    }",
                "    return a;",
                "}");
        assertEchoes("{}");
        assertSentinels(1);
        StringBuilder expected = new StringBuilder();
        for (int line = 0; line < 20; line++) {
            expected.append(line).append(" child ").append(line).append('\n');
        }
        assertThat(target().stdout()).isEqualTo(expected + SENTINEL + "\n");
    }

    @Test
    public void refusesToRunBeforeItIsStarted() throws IOException {
        ProxyAnswer answer = run("{}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("Cannot invoke an uninitialized action.");
        assertThat(post("/nowhere", "{}").status()).isEqualTo(404);
    }

    @Test
    public void finishesWhatItHasWhenItIsToldToEnd() throws Exception {
        loadMethod(
                "public static JsonObject main(JsonObject a) throws Exception {",
                "    Thread.sleep(700);",
                "    return a;",
                "}");
        ProxyProcess process = (ProxyProcess) target();
        try (ProxyClient busy = connect();
                ProxyClient late = connect()) {
            busy.send("POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: 17\r\n\r\n{\"value\":{\"a\":1}}");
            assertThat(late.post("/nowhere", "{}").status()).isEqualTo(404);
            process.handle().destroy();
            AtomicBoolean draining = new AtomicBoolean();
            await(() -> {
                draining.set(isDraining(late));
                return draining.get();
            });
            assertThat(draining).isTrue();
            assertThat(busy.receive().json()).isEqualTo(json("{\"a\":1}"));
        }
        assertThat(process.handle().onExit().get(10, TimeUnit.SECONDS).isAlive())
                .isFalse();
    }

    private static boolean isDraining(ProxyClient client) {
        try {
            return client.post("/nowhere", "{}").status() == 503;
        } catch (IOException lost) {
            throw new AssertionError("the proxy is gone before its activation is done", lost);
        }
    }
}
