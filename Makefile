.DEFAULT_GOAL := help
.PHONY: help demo test lint format clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Build the example server, send it slow requests, show the reports
	@scripts/demo.sh

test: ## Run the lint and every test
	@scripts/test.sh

lint: ## Check format, imports and shell scripts
	@scripts/lint.sh

format: ## Format every Swift file
	@scripts/format.sh

clean: ## Remove what was built
	rm -rf .build examples/*/*/.build
