package org.whirl.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.AfterClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The platform is killed under load; whatever it had acknowledged is there when it is up again. */
public class CrashIT {
    private static final int CONNECTIONS = 16;
    private static final int ENOUGH = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @ClassRule
    public static final TemporaryFolder folder = new TemporaryFolder();

    private static Script script;

    @AfterClass
    public static void stop() throws Exception {
        script.run("down");
    }

    @Test
    public void nothingAcknowledgedIsLost() throws Exception {
        script = new Script(folder.getRoot().toPath().toRealPath().resolve("state"));
        Script.Result first = script.run("up", "--port", Integer.toString(WhirlIT.freePort()));
        assertThat(first.exitCode()).as("%s", first).isZero();
        Api api = script.api();

        CrashLoad load = CrashLoad.start(api, CONNECTIONS);
        WhirlIT.eventually("enough acknowledged", PATIENCE, () -> load.size() >= ENOUGH);
        Remains remains = Remains.of(script.platform());
        long killed = System.nanoTime();
        script.platform().destroyForcibly();
        WhirlIT.eventually("all processes gone", Duration.ofSeconds(2), () -> remains.processes()
                .isEmpty());
        long gone = (System.nanoTime() - killed) / 1_000_000;
        load.end();

        Script.Result second = script.run("up", "--port", Integer.toString(script.port()));
        assertThat(second.exitCode()).as("%s", second).isZero();

        assertThat(lostActions(api, load)).isEmpty();
        assertThat(changedRecords(api, load)).isEmpty();
        for (String id : load.accepted()) {
            WhirlIT.eventually(
                    "record of " + id,
                    PATIENCE,
                    () -> api.get("activations/" + id).status() == 200);
        }
        Map<String, Integer> records = records(api);
        assertThat(load.accepted()).allMatch(id -> records.getOrDefault(id, 0) == 1);
        System.out.printf(
                "Crash: %d processes gone after %d ms; kept: %d of %d actions, %d of %d accepted calls, %d of %d records"
                        + " that had been read; how accepted calls ended: %s%n",
                remains.count(),
                gone,
                load.actions().size(),
                load.actions().size(),
                load.accepted().size(),
                load.accepted().size(),
                load.read().size(),
                load.read().size(),
                outcomes(api, load.accepted()));
    }

    private static Map<String, String> lostActions(Api api, CrashLoad load) throws Exception {
        Map<String, String> lost = new TreeMap<>();
        for (Map.Entry<String, String> action : load.actions().entrySet()) {
            Api.Answer answer = api.get("actions/" + action.getKey());
            if (!answer.body().at("/exec/code").asText().equals(action.getValue())) {
                lost.put(action.getKey(), answer.toString());
            }
        }
        return lost;
    }

    private static Map<String, String> changedRecords(Api api, CrashLoad load) throws Exception {
        Map<String, String> changed = new TreeMap<>();
        for (Map.Entry<String, String> record : load.read().entrySet()) {
            String now = api.get("activations/" + record.getKey()).body().toString();
            if (!now.equals(record.getValue())) {
                changed.put(record.getValue(), now);
            }
        }
        return changed;
    }

    /** How often each id is listed. */
    private static Map<String, Integer> records(Api api) throws Exception {
        Map<String, Integer> counts = new HashMap<>();
        int skip = 0;
        for (List<String> page = api.activationIds(skip); !page.isEmpty(); page = api.activationIds(skip)) {
            page.forEach(id -> counts.merge(id, 1, Integer::sum));
            skip += page.size();
        }
        return counts;
    }

    private static Map<String, Integer> outcomes(Api api, Iterable<String> ids) throws Exception {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (String id : ids) {
            Api.Answer record = api.get("activations/" + id);
            assertThat(record.body().path("end").asLong()).as("%s", record).isPositive();
            outcomes.merge(record.body().at("/response/status").asText(), 1, Integer::sum);
        }
        return outcomes;
    }
}
