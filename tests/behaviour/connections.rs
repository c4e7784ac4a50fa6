//! Creating and managing connections: rules 1 to 10.

use drata_custom_connections::connection::InvalidConnection;
use drata_custom_connections::types::{
    ConnectionProviderType, CustomConnectionCreateRequest as CreateRequest, CustomConnectionExpand,
    CustomConnectionUpdateRequest, DeviceCreateRequest, DevicePlatform, HrisIdentityRecord,
    ProviderType, ResourceId, WorkspaceId,
};
use drata_custom_connections::{Map, Nullable};
use serde_json::{Value, json};
use tests::{Api, object, refusal, schema};

const WORKSPACE: WorkspaceId = WorkspaceId::new(1);

/// A request that is accepted, by the plain type.
fn custom() -> CreateRequest {
    CreateRequest::new("Software", [ProviderType::Custom])
        .workspace_ids([WORKSPACE])
        .schema(object(schema()))
        .display_name_key("name")
}

async fn create(
    api: &Api,
    request: &CreateRequest,
) -> Result<drata_custom_connections::types::CustomConnection, drata_custom_connections::Error> {
    api.client.custom_connections().create(request).send().await
}

async fn assert_refused(request: CreateRequest) {
    let api = Api::start();
    let error = refusal(create(&api, &request).await, 400);
    assert!(error.message().is_some(), "{error}");
}

/// One request of each constructor.
fn of_each_kind() -> [CreateRequest; 4] {
    let sample = object(json!({ "id": "app-1", "name": "Compiler" }));
    [
        CreateRequest::custom("Software", [WORKSPACE], object(schema()), "name").unwrap(),
        CreateRequest::custom_from_sample("Software", [WORKSPACE], sample, "name").unwrap(),
        CreateRequest::mdm("Laptops"),
        CreateRequest::hris("People"),
    ]
}

#[tokio::test]
async fn r01_name_and_one_type_are_always_sent() {
    let api = Api::start();
    for request in of_each_kind() {
        create(&api, &request).await.unwrap();
        let sent = api.last_request().json().unwrap();
        assert!(sent["name"].is_string());
        assert_eq!(sent["providerTypes"].as_array().map(Vec::len), Some(1));
    }
    assert_refused(CreateRequest::new("Software", [])).await;
}

#[tokio::test]
async fn r02_a_custom_connection_needs_a_workspace() {
    let mut without = custom();
    without.workspace_ids = None;
    assert_refused(without).await;
    assert_refused(custom().workspace_ids([])).await;

    let by_schema = CreateRequest::custom("Software", [], object(schema()), "name");
    assert_eq!(by_schema, Err(InvalidConnection::NoWorkspace));
    let sample = object(json!({ "name": "Compiler" }));
    let by_sample = CreateRequest::custom_from_sample("Software", [], sample, "name");
    assert_eq!(by_sample, Err(InvalidConnection::NoWorkspace));
}

#[tokio::test]
async fn r03_schema_and_sample_exclude_each_other() {
    assert_refused(custom().sample_data(object(json!({ "name": "Compiler" })))).await;
    let mut neither = custom();
    neither.schema = None;
    assert_refused(neither).await;

    let [by_schema, by_sample, ..] = of_each_kind();
    assert!(by_schema.schema.is_some() && by_schema.sample_data.is_none());
    assert!(by_sample.schema.is_none() && by_sample.sample_data.is_some());
}

#[tokio::test]
async fn r04_a_custom_connection_needs_a_display_name_key() {
    let mut without = custom();
    without.display_name_key = None;
    assert_refused(without).await;

    let [by_schema, by_sample, ..] = of_each_kind();
    assert_eq!(by_schema.display_name_key.as_deref(), Some("name"));
    assert_eq!(by_sample.display_name_key.as_deref(), Some("name"));
}

#[tokio::test]
async fn r05_the_display_name_key_is_a_top_level_property() {
    assert_refused(custom().display_name_key("owner")).await;
    let nested = json!({
        "type": "object",
        "properties": { "vendor": { "type": "object", "properties": { "name": {} } } },
    });
    assert_refused(custom().schema(object(nested.clone()))).await;

    let problem = CreateRequest::custom("Software", [WORKSPACE], object(nested), "name");
    let key = "name".to_owned();
    let known = vec!["vendor".to_owned()];
    assert_eq!(
        problem,
        Err(InvalidConnection::UnknownDisplayNameKey { key, known })
    );
    let sample = object(json!({ "vendor": { "name": "Acme" } }));
    let problem = CreateRequest::custom_from_sample("Software", [WORKSPACE], sample, "name");
    let message = problem.unwrap_err().to_string();
    assert!(
        message.contains("`name`") && message.contains("vendor"),
        "{message}"
    );
}

#[tokio::test]
async fn r06_mdm_and_hris_connections_take_no_fields_of_a_custom_one() {
    for kind in [ProviderType::Mdm, ProviderType::Hris] {
        let request = || CreateRequest::new("Inventory", [kind.clone()]);
        assert_refused(request().schema(object(schema()))).await;
        assert_refused(request().sample_data(object(json!({ "name": "Compiler" })))).await;
        assert_refused(request().display_name_key("name")).await;
        assert_refused(request().workspace_ids([WORKSPACE])).await;
    }
}

#[tokio::test]
async fn r07_the_resource_of_a_custom_connection_is_found_by_an_expand() {
    let api = Api::start();
    let connection = create(&api, &custom()).await.unwrap();
    assert_eq!(connection.custom_resources, None);
    let connections = api.client.custom_connections();

    let plain = connections.get(connection.id).send().await.unwrap();
    assert_eq!(plain.custom_resources, None);

    let expand = [CustomConnectionExpand::CustomResources];
    let expanded = connections
        .get(connection.id)
        .expand(expand.clone())
        .send()
        .await
        .unwrap();
    let [resource] = &expanded.custom_resources.unwrap()[..] else {
        panic!("one resource");
    };
    assert_eq!(resource.name, "Software");
    assert_eq!(resource.schema, object(schema()));

    let listed = connections.list().expand(expand).send().await.unwrap();
    let found = listed.data[0].custom_resources.as_deref().unwrap();
    assert_eq!(found[0].id, resource.id);
}

#[tokio::test]
async fn r08_only_name_and_description_can_be_changed() {
    let api = Api::start();
    let connection = create(&api, &custom().description("Old")).await.unwrap();
    let connections = api.client.custom_connections();

    let request = CustomConnectionUpdateRequest::new().client_alias("Programs");
    let renamed = connections
        .update(connection.id, &request)
        .send()
        .await
        .unwrap();
    assert_eq!(renamed.client_alias.as_deref(), Some("Programs"));
    assert_eq!(renamed.description.as_deref(), Some("Old"));
    assert_eq!(
        renamed.provider_types,
        Some(vec![ConnectionProviderType::Custom])
    );

    let request = CustomConnectionUpdateRequest::new().description("New");
    let described = connections
        .update(connection.id, &request)
        .send()
        .await
        .unwrap();
    assert_eq!(described.client_alias.as_deref(), Some("Programs"));
    assert_eq!(described.description.as_deref(), Some("New"));

    let request = CustomConnectionUpdateRequest::new().client_alias(Nullable::Null);
    let nameless = connections
        .update(connection.id, &request)
        .send()
        .await
        .unwrap();
    assert_eq!(nameless.client_alias, None);
}

#[tokio::test]
async fn r09_d32_deleting_a_connection_takes_its_records_along() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["app-1"]).await;

    api.client
        .custom_connections()
        .delete(resource.connection)
        .send()
        .await
        .unwrap();
    let records = api
        .client
        .records()
        .list(resource.connection, resource.resource);
    refusal(records.send().await, 404);
    refusal(
        api.client
            .custom_connections()
            .get(resource.connection)
            .send()
            .await,
        404,
    );
}

#[tokio::test]
async fn r10_each_kind_of_connection_has_data_of_its_own() {
    let api = Api::start();
    let (custom, mdm, hris) = (api.resource().connection, api.mdm(), api.hris());
    let device = DeviceCreateRequest::new(7, DevicePlatform::Macos, "15.1");
    let person = [HrisIdentityRecord::new("emp-001")];

    let records = api.client.records().list(mdm, ResourceId::new(1));
    refusal(records.send().await, 404);
    refusal(api.client.devices().upsert(hris, &device).send().await, 404);
    refusal(
        api.client
            .hris_identities()
            .upsert(custom, &person)
            .send()
            .await,
        404,
    );

    api.client
        .devices()
        .upsert(mdm, &device)
        .send()
        .await
        .unwrap();
    api.client
        .hris_identities()
        .upsert(hris, &person)
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_schema_is_inferred_from_a_sample() {
    let api = Api::start();
    let sample: Map<Value> = object(json!({ "id": "app-1", "name": "Compiler", "seats": 3 }));
    let request = CreateRequest::custom_from_sample("Software", [WORKSPACE], sample, "name");
    let connection = create(&api, &request.unwrap()).await.unwrap();

    let expand = [
        CustomConnectionExpand::CustomResources,
        CustomConnectionExpand::CreatedByUser,
    ];
    let call = api
        .client
        .custom_connections()
        .get(connection.id)
        .expand(expand);
    let connection = call.send().await.unwrap();
    let schema = &connection.custom_resources.unwrap()[0].schema;
    assert_eq!(schema["properties"]["seats"], json!({ "type": "number" }));
    assert_eq!(
        connection.created_by_user.unwrap().email,
        "sandbox@example.com"
    );
}

#[tokio::test]
async fn d16_no_constructor_of_mdm_and_hris_connections_takes_workspaces() {
    let api = Api::start();
    for request in [CreateRequest::mdm("Laptops"), CreateRequest::hris("People")] {
        create(&api, &request).await.unwrap();
        let sent = object(api.last_request().json().unwrap());
        assert_eq!(sent.keys().collect::<Vec<_>>(), ["name", "providerTypes"]);
    }
}

#[tokio::test]
async fn d17_constructors_send_what_a_custom_connection_needs_and_no_more() {
    let api = Api::start();
    let [by_schema, by_sample, ..] = of_each_kind();
    for (request, shape) in [(by_schema, "schema"), (by_sample, "sampleData")] {
        create(&api, &request).await.unwrap();
        let sent = object(api.last_request().json().unwrap());
        let mut members: Vec<_> = sent.keys().map(String::as_str).collect();
        members.sort_unstable();
        let mut expected = [
            "displayNameKey",
            "name",
            "providerTypes",
            shape,
            "workspaceIds",
        ];
        expected.sort_unstable();
        assert_eq!(members, expected);
    }
    refusal(
        create(
            &api,
            &CreateRequest::new("Software", [ProviderType::Custom]),
        )
        .await,
        400,
    );
}

#[tokio::test]
async fn d18_several_types_can_be_sent_and_read() {
    let api = Api::start();
    let several = CreateRequest::new("Both", [ProviderType::Mdm, ProviderType::Hris]);
    refusal(create(&api, &several).await, 400);
    let sent = api.last_request().json().unwrap();
    assert_eq!(sent["providerTypes"], json!(["MDM", "HRIS"]));

    api.answer_next(
        201,
        &connection(json!({ "providerTypes": ["MDM", "HRIS"] })),
    );
    let made = create(&api, &several).await.unwrap();
    let types = [ConnectionProviderType::Mdm, ConnectionProviderType::Hris];
    assert_eq!(made.provider_types.as_deref(), Some(&types[..]));
}

#[tokio::test]
async fn d19_the_name_comes_back_as_the_alias() {
    let api = Api::start();
    let request = CreateRequest::mdm("Laptops");
    let made = create(&api, &request).await.unwrap();
    assert_eq!(made.client_alias.as_deref(), Some("Laptops"));

    api.answer_next(201, &connection(json!({ "name": "Laptops" })));
    let made = create(&api, &request).await.unwrap();
    assert_eq!(made.client_alias.as_deref(), Some("Seven"));
}

#[tokio::test]
async fn d20_a_description_is_set_or_left_and_read_as_null() {
    let api = Api::start();
    let id = api.mdm();
    let update = async |request: CustomConnectionUpdateRequest| {
        let connections = api.client.custom_connections();
        connections.update(id, &request).send().await.unwrap()
    };
    let left = update(CustomConnectionUpdateRequest::new()).await;
    assert_eq!(api.last_request().json(), Some(json!({})));
    assert_eq!(left.description, None);

    let set = update(CustomConnectionUpdateRequest::new().description("All of them")).await;
    assert_eq!(
        api.last_request().json(),
        Some(json!({ "description": "All of them" }))
    );
    assert_eq!(set.description.as_deref(), Some("All of them"));
}

/// A connection as the server tells it, with some members of its own.
fn connection(members: Value) -> Value {
    let mut connection = json!({
        "id": 7,
        "clientAlias": "Seven",
        "description": null,
        "createdAt": "2025-07-01T16:45:55.246Z",
        "updatedAt": "2025-07-01T16:45:55.246Z",
    });
    for (name, value) in object(members) {
        connection[name] = value;
    }
    connection
}
