package org.whirl.invoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.container.OutputStreamName.STDERR;
import static org.whirl.spi.container.OutputStreamName.STDOUT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;
import org.whirl.spi.container.OutputStreamName;

public final class LogCollectorTest {
    private static final String END = LineReader.SENTINEL + "\n";
    private static final int LIMIT = 1_000;

    private final LogCollector collector = new LogCollector();

    private void write(OutputStreamName stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        collector.output(stream, bytes, bytes.length);
    }

    private void end() {
        write(STDOUT, END);
        write(STDERR, END);
    }

    private static List<String> texts(ActivationLog log) {
        assertThat(log.complete()).isDone();
        return log.complete().join().stream().map(line -> line.substring(31)).toList();
    }

    @Test
    public void linesCarryTimeAndStream() {
        ActivationLog log = collector.open(LIMIT);
        write(STDOUT, "hello\n");
        write(STDERR, "oops\n");
        end();
        assertThat(log.complete().join().get(0))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z stdout: hello");
        assertThat(texts(log)).containsExactly("stdout: hello", "stderr: oops");
    }

    @Test
    public void linesAreCutWhereverThePiecesEnd() {
        String text = "\u2744 first\n\nsecond\u20ac\n" + END;
        ActivationLog log = collector.open(LIMIT);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            collector.output(STDOUT, new byte[] {each}, 1);
        }
        write(STDERR, END);
        assertThat(texts(log)).containsExactly("stdout: \u2744 first", "stdout: ", "stdout: second\u20ac");
    }

    @Test
    public void outputBeforeTheSentinelOnItsLineIsKept() {
        ActivationLog log = collector.open(LIMIT);
        write(STDOUT, "no line feed" + END);
        write(STDERR, END);
        assertThat(texts(log)).containsExactly("stdout: no line feed");
    }

    @Test
    public void theNextActivationMayStartBeforeTheOutputOfTheLastWasRead() {
        ActivationLog first = collector.open(LIMIT);
        ActivationLog second = collector.open(LIMIT);
        write(STDOUT, "one\n" + END + "two\n" + END);
        write(STDERR, END + END);
        assertThat(texts(first)).containsExactly("stdout: one");
        assertThat(texts(second)).containsExactly("stdout: two");
    }

    @Test
    public void outputBetweenActivationsIsNobodys() {
        ActivationLog first = collector.open(LIMIT);
        end();
        write(STDOUT, "left behind\n");
        ActivationLog second = collector.open(LIMIT);
        write(STDOUT, "mine\n");
        end();
        assertThat(texts(first)).isEmpty();
        assertThat(texts(second)).containsExactly("stdout: mine");
    }

    @Test
    public void aLogIsCutAtItsLimitAndItsEndIsStillFound() {
        ActivationLog log = collector.open(LIMIT);
        for (int i = 0; i < 30; i++) {
            write(STDOUT, "x".repeat(99) + "\n");
        }
        end();
        assertThat(texts(log))
                .hasSize(11)
                .last()
                .isEqualTo("stderr: Logs were truncated because the total bytes"
                        + " size exceeds the limit of 1000 bytes.");
    }

    @Test
    public void aLineWithoutEndDoesNotFillTheMemoryNorHideTheSentinel() {
        ActivationLog log = collector.open(LIMIT);
        for (int i = 0; i < 100; i++) {
            write(STDOUT, "y".repeat(997));
        }
        for (byte each : END.getBytes(StandardCharsets.UTF_8)) {
            collector.output(STDOUT, new byte[] {each}, 1);
        }
        write(STDERR, END);
        assertThat(texts(log)).last().asString().contains("Logs were truncated");
    }

    @Test
    public void withoutLimitNothingIsKeptAndNothingRemarked() {
        ActivationLog log = collector.open(0);
        write(STDOUT, "hello\n");
        end();
        assertThat(texts(log)).isEmpty();
        ActivationLog abandoned = collector.open(0);
        collector.abandon(abandoned, "remark");
        assertThat(texts(abandoned)).isEmpty();
    }

    @Test
    public void anAbandonedLogKeepsTheLastUnfinishedLine() {
        ActivationLog log = collector.open(LIMIT);
        write(STDOUT, "whole\nhalf");
        collector.abandon(log, "given up");
        assertThat(texts(log)).containsExactly("stdout: whole", "stdout: half", "stderr: given up");
    }
}
