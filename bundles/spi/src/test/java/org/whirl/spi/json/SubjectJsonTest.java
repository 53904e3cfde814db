package org.whirl.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.json.Fixtures.json;
import static org.whirl.spi.json.Fixtures.reread;

import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.whirl.spi.entity.NamespaceLimits;

/** The documents of the contract: REST API, section 7.1, and invoker and messaging, section 19.5. */
public final class SubjectJsonTest {
    @Test
    public void subjects() {
        String text = "{'subject':'alice-dev','blocked':false,'namespaces':["
                + "{'name':'alice-dev','uuid':'2f1c0d9e-5a44-4b0a-9a6d-0c2f9d6a7b11','key':'one'},"
                + "{'name':'team-space','uuid':'7b8f2a10-1f9c-4c55-8a9b-6b0f2f7f0e22','key':'two'}]}";
        assertThat(reread(SubjectJson.writeDocument(SubjectJson.readDocument("alice-dev", json(text)))))
                .isEqualTo(json(text));
    }

    @Test
    public void blockedIsFalseWhenAbsent() {
        assertThat(SubjectJson.readDocument("guest", json("{'namespaces':[]}")).blocked())
                .isFalse();
        assertThat(SubjectJson.readDocument("guest", json("{'blocked':true,'namespaces':[]}"))
                        .blocked())
                .isTrue();
    }

    @Test
    public void limits() {
        String all = "{'invocationsPerMinute':600,'concurrentInvocations':100,'firesPerMinute':0,"
                + "'minActionMemory':128,'maxActionMemory':256,'minActionLogs':1,'maxActionLogs':5,"
                + "'minActionTimeout':100,'maxActionTimeout':2000,'minActionConcurrency':1,'maxActionConcurrency':2,"
                + "'maxActionInstances':9,'warmedContainerKeepingCount':2,'allowedKinds':['nodejs:20'],"
                + "'storeActivations':false,'maxParameterSize':'2 MB','maxPayloadSize':'100 KB',"
                + "'truncationSize':'1001 B','warmedContainerKeepingTimeout':'10 minutes'}";
        assertThat(reread(LimitsJson.write(LimitsJson.readNamespace(json(all)))))
                .isEqualTo(json(all));
        assertThat(reread(LimitsJson.write(NamespaceLimits.NONE))).isEqualTo(json("{}"));
    }

    @Test
    public void oneMemberOfAWrongTypeVoidsAllLimits() {
        for (String wrong : List.of(
                "'firesPerMinute':'5'",
                "'allowedKinds':'nodejs:20'",
                "'allowedKinds':[1]",
                "'storeActivations':1",
                "'maxParameterSize':2",
                "'maxPayloadSize':'much'",
                "'warmedContainerKeepingTimeout':10")) {
            assertThat(LimitsJson.readNamespace(json("{'invocationsPerMinute':600," + wrong + "}")))
                    .as(wrong)
                    .isEqualTo(NamespaceLimits.NONE);
        }
    }

    @Test
    public void nullsAndUnknownMembersAreIgnoredAndFractionsCutOff() {
        NamespaceLimits limits =
                LimitsJson.readNamespace(json("{'invocationsPerMinute':60.9,'firesPerMinute':null,'tomorrow':[]}"));
        assertThat(limits.invocationsPerMinute()).isEqualTo(Optional.of(60));
        assertThat(limits.firesPerMinute()).isEmpty();
    }
}
