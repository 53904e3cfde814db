package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.controller.WebFixture.ID;
import static org.whirl.controller.WebFixture.ORIGIN;
import static org.whirl.controller.WebFixture.lines;

import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Test;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.Binding;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.messaging.ActivationMessage;

/** Who reaches which web action, and as whom it runs (contract: web actions, 1.1 to 1.5 and 1.9). */
public final class WebRoutesTest {
    private static final String MISSING = "The requested resource does not exist.";
    private static final String GATED = "Authentication is possible but has failed or not yet been provided.";
    private static final String CREDENTIALS = ApiFixture.basic(ApiFixture.GUEST);

    private final WebFixture web = new WebFixture("routes");

    @After
    public void close() {
        web.close();
    }

    @Test
    public void findsActionsByAddress() {
        web.define("export_c");
        web.define("dotted.name");
        String[][] table = {
            {"export_c", "export_c", ""},
            {"export_c/", "export_c", "/"},
            {"export_c.json/content/z", "export_c", "/content/z"},
            {"export_c.http", "export_c", ""},
            {"export_c.text//a%20b/%2f/?x=/y", "export_c", "//a%20b/%2f/"},
            {"dotted.name", "dotted.name", ""},
            {"dotted.name.json/a", "dotted.name", "/a"},
        };
        for (String[] row : table) {
            web.check("GET " + row[0], null, row[0].contains("json") ? 200 : row[0].contains("text") ? 404 : 204);
            assertThat(web.arguments().path("__ow_path").textValue()).as(row[0]).isEqualTo(row[2]);
            ActivationMessage last = web.api.balancer.messages.get(web.invocations() - 1);
            assertThat(last.action().name().value()).isEqualTo(row[1]);
        }
    }

    @Test
    public void servesSevenMethods() {
        for (String method : new String[] {"GET", "DELETE", "POST", "PUT", "HEAD", "PATCH"}) {
            web.check(method + " w", null, 204);
            assertThat(web.arguments().path("__ow_method").textValue()).isEqualTo(method.toLowerCase());
        }
        int before = web.invocations();
        web.vectors.check(web.web("TRACE w", null), "TRACE", 401);
        web.vectors.check(web.web("TRACE w", null, "Authorization", CREDENTIALS), "TRACE", 404);
        assertThat(web.invocations()).isEqualTo(before);
    }

    @Test
    public void hidesWhatIsNotForTheWeb() {
        web.define("private", "web-export=false");
        web.define("almost", "web-export=\"true\"");
        web.define("number", "web-export=1");
        web.api.call("PUT /triggers/t", "{}");
        web.api.artifacts.put(packageOf("guest", "p", false, Optional.empty()), Optional.empty());
        String[] paths = {
            "none",
            "private",
            "almost",
            "number",
            "t",
            "p",
            "w.xyz",
            "w.JSON",
            "export_c.xyz",
            "a%20.json",
            "/guest/none/w",
            "/guest/w/w",
            "/nobody/default/w",
            "/_/default/w",
            "/guest/default2/w"
        };
        for (String path : paths) {
            Reply reply = web.refused("GET " + path, null, 404, MISSING);
            assertThat(lines(reply, ORIGIN)).isEmpty();
            assertThat(reply.header(ID)).isEmpty();
            web.vectors.refused(web.web("OPTIONS " + path, null), path, 404, MISSING);
        }
        assertThat(web.invocations()).isZero();
    }

    @Test
    public void leavesOtherPathsToTheApi() {
        for (String path : new String[] {"", "/", "/guest", "/guest/default", "/guest/default/", "/guest/$/w"}) {
            web.vectors.check(web.web("GET " + (path.isEmpty() ? "/" : path), null), path, 401);
            Reply reply = web.api.send("GET /api/v1/web" + path, null, "Authorization", CREDENTIALS);
            web.vectors.refused(reply, path, 404, "The requested resource could not be found.");
            Reply options = web.api.send("OPTIONS /api/v1/web" + path, null);
            web.vectors.check(options, path, 200);
            assertThat(options.body()).isEqualTo("OK");
            assertThat(options.header("Access-Control-Allow-Methods")).isEqualTo("GET, DELETE, POST, PUT, HEAD");
        }
    }

    private static ActionPackage packageOf(String namespace, String name, boolean shared, Optional<Binding> binding) {
        return new ActionPackage(
                EntityPath.of(namespace),
                new EntityName(name),
                SemanticVersion.FIRST,
                shared,
                1,
                binding,
                Parameters.EMPTY.with("from", WebFixture.parse("\"" + name + "\"")),
                Parameters.EMPTY);
    }

    private void bind(String name, String namespace, String target) {
        Binding binding = new Binding(namespace, new EntityName(target));
        web.api.artifacts.put(packageOf("guest", name, false, Optional.of(binding)), Optional.empty());
    }

    @Test
    public void followsPackagesAndBindings() {
        for (String name : List.of("shared", "closed")) {
            web.api.artifacts.put(packageOf("other", name, name.equals("shared"), Optional.empty()), Optional.empty());
            String body = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"},\"annotations\":"
                    + "[{\"key\":\"web-export\",\"value\":true}]}";
            Reply put = web.api.send(
                    "PUT /actions/" + name + "/a",
                    body,
                    "Authorization",
                    ApiFixture.basic(ApiFixture.OTHER),
                    "Content-Type",
                    "application/json");
            assertThat(put.status()).as(put.body()).isEqualTo(200);
            bind("to-" + name, "other", name);
        }
        bind("to-nothing", "other", "nothing");
        bind("to-binding", "guest", "to-shared");
        web.api.artifacts.put(packageOf("guest", "own", false, Optional.empty()), Optional.empty());
        web.define("own/a");
        web.check("GET /guest/own/a.json", null, 200);
        assertThat(web.arguments().path("from").textValue()).isEqualTo("own");
        web.check("GET /other/closed/a.json", null, 200);
        web.check("GET /guest/to-shared/a.json", null, 200);
        assertThat(web.arguments().path("from").textValue()).isEqualTo("to-shared");
        ActivationMessage message = web.api.balancer.messages.get(web.invocations() - 1);
        assertThat(message.user().namespace()).isEqualTo("guest");
        assertThat(message.action()).hasToString("other/shared/a");
        assertThat(message.binding()).contains("guest/to-shared");
        Reply denied = web.refused(
                "GET /guest/to-closed/a",
                null,
                403,
                "The supplied authentication is not authorized to access 'other/closed'.");
        assertThat(lines(denied, ORIGIN)).isEmpty();
        web.refused("GET /guest/to-closed/none", null, 404, MISSING);
        web.refused("GET /guest/to-nothing/a", null, 404, MISSING);
        web.refused("GET /guest/to-binding/a", null, 404, MISSING);
    }

    @Test
    public void runsAsTheOwner() {
        BasicAuthKey plain = ApiFixture.key("43bc46b1-71f6-4ed5-8c54-816aa4f8c504", 'p');
        web.api.subjects.put(
                new Subject("openly", false, List.of(NamespaceKey.plain("openly", plain))), Optional.empty());
        BasicAuthKey hidden = ApiFixture.key("53bc46b1-71f6-4ed5-8c54-816aa4f8c505", 'h');
        web.api.subjects.put(
                new Subject("secret", false, List.of(NamespaceKey.hashed("secret", hidden))), Optional.empty());
        BasicAuthKey blocked = ApiFixture.key("63bc46b1-71f6-4ed5-8c54-816aa4f8c506", 'b');
        String body = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"},\"annotations\":"
                + "[{\"key\":\"web-export\",\"value\":true}]}";
        for (BasicAuthKey key : List.of(plain, hidden)) {
            String[] headers = {"Authorization", ApiFixture.basic(key), "Content-Type", "application/json"};
            web.api.send("PUT /actions/a", body, headers);
        }
        web.check("GET /openly/default/a", null, 204);
        assertThat(lastOwner()).isEqualTo(plain);
        web.check("GET /secret/default/a", null, 204, "Authorization", ApiFixture.basic(ApiFixture.OTHER));
        assertThat(lastOwner().uuid()).isEqualTo(hidden.uuid());
        assertThat(lastOwner().key()).isEqualTo("0".repeat(64));
        assertThat(web.arguments().path("__ow_user").textValue()).isEqualTo("other");
        web.check("GET w", null, 204);
        assertThat(lastOwner()).isEqualTo(ApiFixture.GUEST);
        assertThat(web.api.call("GET /activations").json()).hasSize(1);
        web.api.subjects.put(
                new Subject("owner", true, List.of(NamespaceKey.hashed("blocked", blocked))), Optional.empty());
        web.refused("GET /blocked/default/a", null, 404, MISSING);
    }

    private BasicAuthKey lastOwner() {
        return web.api.balancer.messages.get(web.invocations() - 1).user().credentials();
    }

    @Test
    public void asksForWhatTheActionRequires() {
        String wrong = ApiFixture.basic(ApiFixture.key(ApiFixture.GUEST.uuid(), 'x'));
        String secret = "X-Require-Whisk-Auth";
        Object[][] table = {
            {"false", new String[] {}, true},
            {"true", new String[] {}, false},
            {"true", new String[] {"Authorization", wrong}, false},
            {"true", new String[] {"Authorization", "Bearer x"}, false},
            {"true", new String[] {"Authorization", CREDENTIALS}, true},
            {"true", new String[] {secret, "true"}, false},
            {"\"s3cret\"", new String[] {}, false},
            {"\"s3cret\"", new String[] {secret, "s3cre"}, false},
            {"\"s3cret\"", new String[] {"Authorization", CREDENTIALS}, false},
            {"\"s3cret\"", new String[] {secret, "s3cret"}, true},
            {"9007199254740991", new String[] {secret, "9007199254740991"}, true},
            {"7", new String[] {secret, "8"}, false},
            {"{}", new String[] {"Authorization", CREDENTIALS}, false},
            {"[]", new String[] {secret, ""}, false},
            {"null", new String[] {"Authorization", CREDENTIALS}, false},
        };
        for (Object[] row : table) {
            web.define("gated", "require-whisk-auth=" + row[0]);
            String[] headers = (String[]) row[1];
            if ((boolean) row[2]) {
                web.check("GET gated", null, 204, headers);
            } else {
                Reply reply = web.refused("GET gated", null, 401, GATED, headers);
                assertThat(lines(reply, ORIGIN)).containsExactly("*");
                assertThat(reply.header(ID)).isEmpty();
            }
            web.check("OPTIONS gated", null, 200, headers);
        }
        web.check("GET w", null, 204, "Authorization", wrong);
        assertThat(web.arguments().has("__ow_user")).isFalse();
    }

    @Test
    public void answersPreflights() {
        Reply reply = web.check("OPTIONS w", null, 200);
        assertThat(reply.body()).isEmpty();
        assertThat(lines(reply, ORIGIN)).containsExactly("*");
        assertThat(lines(reply, "Access-Control-Allow-Methods"))
                .containsExactly("OPTIONS, GET, DELETE, POST, PUT, HEAD, PATCH");
        assertThat(lines(reply, "Access-Control-Allow-Headers"))
                .containsExactly("Authorization, Origin, X-Requested-With, Content-Type, Accept, User-Agent");
        assertThat(reply.header(ID)).isEmpty();
        assertThat(reply.header("Content-Type")).isEmpty();
        Reply asked = web.check("GET w", null, 204, "Access-Control-Request-Headers", "X-One, X-Two");
        assertThat(lines(asked, "Access-Control-Allow-Headers")).containsExactly("X-One, X-Two");
        assertThat(web.invocations()).isEqualTo(1);
        web.define("own", "web-custom-options=true", "require-whisk-auth=true");
        Reply own = web.check("OPTIONS own", null, 204);
        assertThat(web.arguments().path("__ow_method").textValue()).isEqualTo("options");
        assertThat(own.header(ID)).isNotEmpty();
        assertThat(lines(web.refused("GET own", null, 401, GATED), ORIGIN)).isEmpty();
        assertThat(WebFixture.headers(own).keySet()).noneMatch(name -> name.startsWith("access-control"));
        web.define("not-own", "web-custom-options=\"true\"");
        assertThat(web.check("OPTIONS not-own", null, 200).header(ID)).isEmpty();
    }
}
