package org.whirl.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** OpenWhisk's own client from npm drives a fresh instance: each of its tests, once run, is one here. */
@RunWith(Parameterized.class)
public class NpmIT {
    private static final Path FOLDER = Path.of(System.getProperty("whirl.root"), "itests/npm");
    private static final Path LOG = Path.of("target/npm.log").toAbsolutePath();
    private static final Pattern RESULT = Pattern.compile("(?m)^ *(not )?ok \\d+ - (.*)$");
    private static final long PATIENCE_MINUTES = 10;

    private final boolean passed;
    private final String output;

    public NpmIT(String name, boolean passed, String output) {
        this.passed = passed;
        this.output = output;
    }

    @Test
    public void passes() {
        assertThat(passed).as("%s", output).isTrue();
    }

    /** Runs the client's tests and answers name and success of each. */
    @Parameters(name = "{0}")
    public static List<Object[]> results() throws Exception {
        Files.deleteIfExists(LOG);
        Path folder = Files.createTempDirectory("whirl-npm").toRealPath();
        Script script = new Script(folder.resolve("state"));
        try {
            execute(List.of("npm", "ci", "--no-audit", "--no-fund"), new Api("", ""));
            Script.Result up = script.run("up", "--port", Integer.toString(WhirlIT.freePort()));
            assertThat(up.exitCode()).as("%s", up).isZero();
            int exitCode = execute(List.of("node", "--test", "--test-reporter=tap"), script.api());
            List<Object[]> results = read(Files.readString(LOG));
            results.add(new Object[] {"all ran", exitCode == 0 && results.size() > 1, Files.readString(LOG)});
            results.add(nothingIsLeft(script));
            return results;
        } finally {
            script.run("down");
        }
    }

    /** Some of the tests start processes that would rather stay. */
    private static Object[] nothingIsLeft(Script script) throws Exception {
        Remains remains = Remains.of(script.platform());
        Script.Result down = script.run("down");
        List<ProcessHandle> left = remains.processes();
        return new Object[] {"nothing is left", down.exitCode() == 0 && left.isEmpty(), down + " " + left};
    }

    private static int execute(List<String> command, Api api) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
        builder.environment().put("APIHOST", api.address());
        builder.environment().put("AUTH", api.auth());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end; see " + LOG);
        }
        return process.exitValue();
    }

    /** The tests of a TAP report; what follows the line of one, up to the next, tells why it failed. */
    private static List<Object[]> read(String report) {
        List<Object[]> results = new ArrayList<>();
        Matcher matcher = RESULT.matcher(report);
        while (matcher.find()) {
            String details = report.substring(matcher.start()).lines().limit(40).reduce("", (a, b) -> a + b + "\n");
            results.add(new Object[] {matcher.group(2), matcher.group(1) == null, details});
        }
        return results;
    }
}
